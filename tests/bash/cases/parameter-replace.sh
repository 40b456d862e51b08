x='a-b-c a'
echo "${x/-/+} ${x//-/+} ${x/#a/X} ${x/%a/Y} ${x//a} ${x/b*}"
echo "${x//[a-c]/<>}" "${x/z/q}" "${x///q}"
y='a/b/c'; echo "${y//\//::} ${y/\/b/}"
r='&-'; echo "${x/a/$r}" "${x/a/"&"}" "${x/a/\&}" "${x/a/[&]}"
z=; echo "[${z/x/y}] [${z/#/pre}] [${x/#/pre}] [${x/%/post}]"
shopt -s nocasematch
e= w=Abc
printf '<%s>' "${e/$e/x}" "${w/$e/x}" "${w//""/x}" "${w/#/x}" "${w/a/x}" "${e/*/x}"; echo
