# Strings: escapes, interpolation, and above all the indentation of ''…''.
{
  escapes = [ "a\nb\tc\rd\\e\"f\${g}h" "\q" "$" "$$" "$\{" "$${x}" "a\
b" ];
  multiline = "one
  two";
  empty = "";
  unicode = "ä→𝄞";
  interpolated = let x = "X"; in "a${x}b${x}${x}c";
  plus = "a" + "b" + "${"c"}";
  indented1 = ''
   a
  b

 '';
  indented2 = '' x
    y'';
  indented3 = ''

  ${"q"}
    z
      '';
  blank = ''    '';
  oneLine = ''  a '';
  escapedInterpolation = ''
  ''${x}
   b'';
  escapedNewline = ''
    ''\n  x
  y
'';
  trailing = ''
   a
   ${"b"}  
      '';
  unindentedInterpolation = ''
  a${"b"}
 c'';
  tabs = ''
	tab
	  tab2
'';
  blankLines = ''
   
 ${"x"}
  '';
  quotes = ''$${"a"} $x '''' 'q' ''$ ''\t ''\${ ''\\ '';
  endsInQuote = ''a'b'';
  closeIndent = ''
    a
    b
  '';
  deepInside = { x = ''
      set -e
        if true; then
          echo "${"v"}"
        fi

      done
    ''; };
  interpolationFirst = ''
    ${"a"}
      b
  '';
  interpolationWithNewline = ''
    x ${"1
    2"} y
      z
  '';
  escapedSpace = ''
    a
   ''\ b
  '';
  dollar = ''
    $x $$ $$$ ${"y"}$ $''${z}
  '';
  onlyNewlines = ''


  '';
  lastLineBlank = ''
    a
  ''\n  '';
}
