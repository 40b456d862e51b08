umask 022; umask
