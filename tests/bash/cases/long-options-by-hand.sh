set -- --name=value --flag -v --out file -- rest --kept
while [ $# -gt 0 ]; do
  case $1 in
    --*=*) echo "${1%%=*} is ${1#*=}" ;;
    --out) echo "out ${2:?}"; shift ;;
    --) shift; break ;;
    --*) echo "long ${1#--}" ;;
    -?) echo "short ${1#-}" ;;
  esac
  shift
done
echo "left $# $*"
