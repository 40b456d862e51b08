# bash assigns the array and gives its name to the function.
export() { printf '<%s>' "$@"; echo; }
export a=(1 2)
