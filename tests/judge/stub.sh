# Stands for every program that a judged script starts: it is found under the program's name in the
# sandbox's `bin/`. It writes down what it was given; then real programs (sed, jq, env, …) run as
# they are, and clients of registries do as the sandbox's `world` says. A record is a file in
# `log/`, fields ended by NUL: name, act, target, secrets seen, arguments. The act is one of
#   local      touches no registry
#   contact    asks a registry, and changes nothing there
#   mutation   changes a registry; the target says what
#   unknown    the stub has not been taught this call: the harness stops
# What counts as which is in the manuals: curl(1); regctl, crane, skopeo, oras, docker, podman, helm,
# npm and twine print it in `help`.
here=${0%/bin/*} tool=${0##*/} now=${EPOCHREALTIME//[!0-9]/}
act=local target='' seen='' down='' fail_at='' fail_mutations='' pass_token='' serve=1 missing=''
. "$here/world"

record() {
  printf '%s\0' "$tool" "$act" "$target" "$seen" "$@" >"$here/log/$now-$$"
}

if [[ -e $here/real/$tool ]]; then
  record "$@"
  exec "$here/real/$tool" "$@"
fi

# The text of a file or pipe joins what the program has seen.
look() {
  local text=''
  [[ -d $1 || ! -r $1 ]] || read -r -d '' text <"$1"
  seen+="$text"$'\n'
}

say() { printf '%s\n' "$@"; }
err() { printf '%s\n' "$@" >&2; }

digest_of() {
  case $1 in
  *s390x*) say "sha256:${s390x_digest}" ;;
  *amd64*) say "sha256:${amd64_digest}" ;;
  *) say "sha256:${index_digest}" ;;
  esac
}
amd64_digest=a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
s390x_digest=5390539053905390539053905390539053905390539053905390539053905390
index_digest=1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d

# Arguments that are neither options nor the values of options.
words=()
options_with_value=' -u --user --username -p --password --registry -v --verbosity --config --format
 -o --output --out-link --platform --ref --digest --repository -r --repository-url --authfile --creds
 --dest-creds --src-creds --dest-authfile --src-authfile --version --app-version -d --destination
 --registry-config --artifact-type --annotation --userconfig --tag -t -f --file -n --apply --loglevel
 --access --otp --log-level --override-arch --override-os --digestfile --timeout -C --dir '
collect_words() {
  while (($#)); do
    case $1 in
    --) shift; words+=("$@"); break ;;
    -) words+=("$1") ;;
    -*) [[ $options_with_value == *[[:space:]]"$1"[[:space:]]* ]] && shift ;;
    *) words+=("$1") ;;
    esac
    shift
  done
}

remote() { [[ $1 != ocidir://* && $1 != oci:* && $1 != dir:* && $1 != *-archive:* ]]; }

verbose='' fail_flag='' headers=() user='' netrc=''
curl_setting() {
  case $1 in
  header) if [[ $2 == @- ]]; then headers+=("$input"); elif [[ $2 == @* ]]; then
      local text=''; read -r -d '' text <"${2#@}"; headers+=("${text%$'\n'}"); else headers+=("$2"); fi ;;
  user) user=$2 ;;
  oauth2-bearer) headers+=("Authorization: Bearer $2") ;;
  url) target=$2 ;;
  esac
}
curl_config() {
  local line key value
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"} key=${line%%[ =:]*} value=${line#*[ =:]}
    value=${value#"${value%%[![:space:]=]*}"} value=${value#\"} value=${value%\"}
    curl_setting "${key#--}" "$value"
  done <<<"$1"
}
curl_call() {
  local method='' body='' text=''
  while (($#)); do
    case $1 in
    -X | --request) method=$2; shift ;;
    -X?*) method=${1#-X} ;;
    --request=*) method=${1#*=} ;;
    -T | --upload-file) body=$2; shift ;;
    -d | --data | --data-binary | --data-raw | -F | --form) body=$2; shift ;;
    -H | --header) curl_setting header "$2"; shift ;;
    -u | --user) user=$2; shift ;;
    --oauth2-bearer) curl_setting oauth2-bearer "$2"; shift ;;
    -K | --config)
      if [[ $2 == - ]]; then curl_config "$input"; else
        text=''; read -r -d '' text <"$2"; seen+=$text; curl_config "$text"; fi
      shift ;;
    --netrc-file) netrc=$2; look "$2"; shift ;;
    -n | --netrc | -[a-zA-Z]*n) netrc=$HOME/.netrc; look "$netrc" ;;
    -o | --output | -w | --write-out | -m | --max-time | --retry | --connect-timeout | --retry-delay | \
      --cacert | -A | --user-agent | --trace-ascii | --trace)
      [[ $1 == --trace* && $2 == - ]] && verbose=1; shift ;;
    --url) target=$2; shift ;;
    -v | --verbose | -[sSfLkgi]*v*) verbose=1 ;;
    -*) ;;
    *) target=$1 ;;
    esac
    shift
  done
  seen+="${headers[*]}"
  case $target in
  *git.oleks.space* | */api/packages/* | */v2/*) act=contact ;;
  *) return ;;
  esac
  [[ -n $body || -n $method && $method != GET && $method != HEAD ]] && act=mutation
}
# curl(1), --verbose: lines that start with > are "header data sent by curl", which holds what -H, -u,
# --config and .netrc gave; measured with curl 7.88: the whole Authorization header is shown.
curl_shows() {
  [[ $verbose ]] || return 0
  local login password word previous=''
  if [[ -z $user && -n $netrc && -r $netrc ]]; then
    read -r -d '' password <"$netrc"
    for word in $password; do
      [[ $previous == login ]] && login=$word
      [[ $previous == password ]] && user=$login:$word
      previous=$word
    done
  fi
  err "*   Trying 10.0.0.7:443..."
  [[ $down ]] && return 0
  err "> PUT ${target#*://*/} HTTP/1.1"
  [[ $user ]] && err "> Authorization: Basic $(printf %s "$user" | "$here/real/base64" -w0)"
  ((${#headers[@]})) && err "${headers[@]/#/> }"
  return 0
}

input=''
case " $* " in
*' --password-stdin '* | *' --config - '* | *' -K - '* | *' @- '* | *' -K- '* | *' --input-file=- '*)
  read -r -d '' input; seen+=$input; input=${input%$'\n'} ;;
esac

case $tool in
curl | regctl | crane | skopeo | oras | docker | podman | helm | npm | twine | nix | gh)
  mapfile -d '' environment </proc/self/environ
  printf -v seen '%s%s\n' "$seen" "${environment[*]}"
  for file in "$HOME/.netrc" "$HOME/.npmrc" .npmrc "$HOME/.pypirc" "$HOME/.docker/config.json" \
    "${DOCKER_CONFIG:-/nowhere}/config.json" "${REGISTRY_AUTH_FILE:-/nowhere}" \
    "${NPM_CONFIG_USERCONFIG:-/nowhere}" "${npm_config_userconfig:-/nowhere}"; do
    [[ -f $file ]] && look "$file"
  done
  for file in "$@"; do
    file=${file#--*=} file=${file#@}
    [[ -f $file && $file != *.tar && $tool != curl ]] && look "$file"
  done
  collect_words "$@" ;;
esac

code=0
case $tool in
curl) curl_call "$@" ;;
regctl)
  case "${words[*]:0:2}" in
  'image copy' | 'image cp') target=${words[3]}; remote "$target" && act=mutation
    [[ $act == local ]] && remote "${words[2]}" && act=contact ;;
  'image import' | 'index create' | 'index add' | 'manifest put' | 'tag rm' | 'tag delete' | 'manifest rm')
    act=mutation target=${words[2]} ;;
  'image export') remote "${words[2]}" && act=contact ;;
  'image digest' | 'manifest head' | 'manifest get' | 'manifest digest' | 'image manifest' | 'tag ls' | \
    'registry login' | 'registry whoami' | 'repo ls' | 'image inspect') act=contact ;;
  'registry set' | 'registry config' | 'registry logout' | version*) ;;
  *) act=unknown ;;
  esac ;;
crane)
  case ${words[0]} in
  push | copy | cp) act=mutation target=${words[2]} ;;
  tag) act=mutation target=${words[1]%:*}:${words[2]} ;;
  append | delete) act=mutation target=${words[*]} ;;
  digest | manifest | ls | validate | catalog | pull) act=contact ;;
  auth | version) ;;
  *) act=unknown ;;
  esac ;;
skopeo)
  case ${words[0]} in
  copy) target=${words[2]}; [[ $target == docker://* ]] && act=mutation
    [[ $act == local && ${words[1]} == docker://* ]] && act=contact ;;
  inspect | list-tags) [[ ${words[1]} == docker://* ]] && act=contact ;;
  login) act=contact ;;
  delete) act=mutation target=${words[1]} ;;
  logout | manifest-digest) ;;
  *) act=unknown ;;
  esac ;;
oras)
  case "${words[*]:0:2}" in
  login*) act=contact ;;
  'manifest fetch' | resolve* | 'repo tags' | pull*) act=contact ;;
  push* | attach*) act=mutation target=${words[1]} ;;
  cp* | copy*) act=mutation target=${words[2]} ;;
  tag*) act=mutation target=${words[1]%:*}:${words[2]} ;;
  logout* | version*) ;;
  *) act=unknown ;;
  esac ;;
docker | podman)
  case "${words[*]:0:2}" in
  login* | pull* | 'manifest create' | 'manifest inspect' | search*) act=contact ;;
  push*) act=mutation target=${words[-1]} ;;
  'manifest push') act=mutation target=${words[-1]} ;;
  'buildx imagetools') [[ ${words[2]} == create ]] && act=mutation target=$* || act=contact ;;
  build* | tag* | load* | save* | logout* | image* | info* | inspect* | rmi* | images* | version*) ;;
  *) act=unknown ;;
  esac ;;
helm)
  case "${words[*]:0:2}" in
  'registry login' | pull* | 'show chart') act=contact ;;
  push*) act=mutation target="${words[2]} ${words[1]}" ;;
  package* | lint* | template* | 'registry logout' | version* | dependency*) ;;
  *) act=unknown ;;
  esac ;;
npm)
  case ${words[0]} in
  publish | unpublish | dist-tag) act=mutation
    target="${words[*]:1}"
    folder=${words[1]:-.} text=''
    [[ -d $folder && -r $folder/package.json ]] && read -r -d '' text <"$folder/package.json"
    target+=" $text" ;;
  ping | view | whoami | info) act=contact ;;
  config | pack | version | ci | run | set) ;;
  *) act=unknown ;;
  esac ;;
twine)
  case ${words[0]} in
  upload) act=mutation target=${words[*]:1} ;;
  check) ;;
  *) act=unknown ;;
  esac ;;
nix)
  [[ " $* " == *' docker://'* ]] && act=mutation target=${*##*docker://} ;;
git | pass | sudo | sleep | gh) ;;
*) act=unknown ;;
esac

record "$@"
[[ $act == unknown ]] && exit 99

count=0
[[ -r $here/count ]] && read -r count <"$here/count"
printf '%s\n' "$((++count))" >"$here/count"
[[ $fail_at == "$count" || $act == mutation && -n $fail_mutations ]] && code=1
[[ $act != local && -n $down ]] && code=1
if ((code)); then
  case $tool in
  curl) curl_shows; err "curl: (7) Failed to connect to git.oleks.space port 443: Connection refused"; exit 7 ;;
  *) err "$tool: request failed"; exit 1 ;;
  esac
fi

case $tool in
curl)
  curl_shows
  output='' previous=''
  for word in "$@"; do
    case $previous in
    -o | --output) output=$word ;;
    -w | --write-out) code_format=$word ;;
    esac
    previous=$word
  done
  [[ -n $output && $output != - ]] && : >"$output"
  [[ ${code_format-} == *http_code* ]] && printf '%s' 201 ;;
regctl | crane | skopeo | oras)
  case " $* " in
  *' digest '* | *' head '* | *' inspect '* | *' resolve '* | *' fetch '*)
    if [[ -z $serve && -n $missing && " $*" == *"$missing"* ]]; then
      err "$tool: manifest unknown"; exit 1
    fi
    digest=$(digest_of "${words[*]}")
    if [[ $tool == skopeo && $* != *--format* ]]; then say "{\"Digest\": \"$digest\"}"; else say "$digest"; fi ;;
  *' push '*) say "pushed $(digest_of "${words[*]}")" ;;
  *' login '*) err "Login Succeeded" ;;
  esac
  previous=''
  for word in "$@"; do
    [[ $previous == --digestfile ]] && digest_of "$*" >"$word"
    previous=$word
  done ;;
docker | podman) [[ $act == mutation ]] && say "1.2.3: digest: $(digest_of "$*") size: 1780" ;;
helm)
  case $* in
  push*) err "Pushed: git.oleks.space/oleks/demo:1.2.3" "Digest: sha256:$index_digest" ;;
  package*)
    version=0.9.2 folder=. previous=''
    for word in "$@"; do
      case $previous in
      --version) version=$word ;;
      -d | --destination) folder=$word ;;
      esac
      [[ $word == --version=* ]] && version=${word#*=}
      previous=$word
    done
    : >"$folder/demo-$version.tgz"
    say "Successfully packaged chart and saved it to: $folder/demo-$version.tgz" ;;
  esac ;;
npm)
  [[ ${words[0]} == pack ]] && { : >demo-0.9.2.tgz; say demo-0.9.2.tgz; }
  [[ $act == mutation ]] && say "+ demo" ;;
twine) [[ $act == mutation ]] && say "Uploading distributions" ;;
nix)
  case $1 in
  build)
    link=result previous=''
    for word in "$@"; do
      [[ $previous == -o || $previous == --out-link ]] && link=$word
      [[ $word == --no-link ]] && link=''
      previous=$word
    done
    [[ -n $link ]] && "$here/real/ln" -sfn "$here/out" "$link"
    [[ $* == *--print-out-paths* ]] && say "$here/out" ;;
  eval) printf '%s' 0.9.2 ;;
  esac ;;
git)
  case $* in
  *describe*) say v0.9.9-3-g1234567 ;;
  *rev-parse*--show-toplevel*) say "$PWD" ;;
  *rev-parse*--abbrev-ref*) say main ;;
  *rev-parse*) say 1234567890abcdef1234567890abcdef12345678 ;;
  *log*) say 'Fix the build' ;;
  esac ;;
pass)
  if [[ -z $pass_token ]]; then
    err "gpg: decryption failed: No secret key"; exit 2
  fi
  say "$pass_token" ;;
sudo) exec "$@" ;;
esac
exit 0
