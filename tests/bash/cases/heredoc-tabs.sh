cat <<-EOF
	one
		two
  spaces
	$(echo "	inner")
	EOF
if true; then
	cat <<-'END'
		raw $x
	END
fi
