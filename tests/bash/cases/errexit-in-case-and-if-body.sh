set -e
case x in x) echo body; true;; esac
if true; then echo then; fi
if false; then :; fi
echo "if without branch: $?"
case y in x) false;; esac
echo "no case matched: $?"
if true; then false; fi
echo unreached
