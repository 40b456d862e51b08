for tag in v1.2.3 v1.2.3-4 v1.2.3-rc1 1.0 ''; do
  version=${VERSION:-}
  if [[ -z $version && $tag == v[0-9]* ]]; then
    version=${tag#v}
    [[ $version =~ ^(.*)-[0-9]+$ ]] && version=${BASH_REMATCH[1]}
  fi
  case ${version:-none} in none) echo "[$tag] no version";; *) echo "[$tag] $version";; esac
done
VERSION=9.9; echo "${VERSION:-${tag#v}}"
