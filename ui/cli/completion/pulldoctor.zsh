#compdef PROGRAM
# zsh completion for PROGRAM. Load it with: source <(PROGRAM completion zsh)
_FUNCTION() {
  local -a answer found
  local line value directive
  answer=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  directive="${answer[-1]}"
  for line in "${(@)answer[1,-2]}"; do
    value="${line%%$'\t'*}"
    if [[ "$line" == *$'\t'* ]]; then
      found+=("${value//:/\\:}:${line#*$'\t'}")
    else
      found+=("${value//:/\\:}")
    fi
  done
  if (( ${#found} )); then
    _describe 'PROGRAM' found
  elif [[ "$directive" == ':0' ]]; then
    compset -P '*='
    _files
  fi
}
compdef _FUNCTION PROGRAM
