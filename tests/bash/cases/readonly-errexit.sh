# Under set -e, what was to change a constant ends the shell with the status of the failure before.
for name in plain readonly export array local none; do
  (
    set -e
    readonly v=1
    f() { (exit 3) || local v=2; }
    case $name in
      plain) (exit 3) || v=2 ;;
      readonly) if (exit 3); then :; else readonly v=2; fi ;;
      export) (exit 3) || export v=2 ;;
      array) (exit 3) || readonly -a v=(2) ;;
      local) f ;;
      none) v=2 ;;
    esac
    echo unreached
  ) 2> /dev/null
  echo "$name $?"
done
