# bash completion for PROGRAM. Load it with: source <(PROGRAM completion bash)
_FUNCTION() {
  local line="${COMP_LINE:0:COMP_POINT}" words current directive answer value prefix
  # Split at blanks only: bash itself also splits at = and :, which stand in
  # contexts (arn:aws:...) and in FORMAT=FILE.
  read -ra words <<<"$line"
  current=""
  if [[ "$line" != *[[:space:]] ]]; then
    current="${words[${#words[@]}-1]}"
    unset "words[${#words[@]}-1]"
  fi
  answer="$("${words[0]}" __complete "${words[@]:1}" "$current" 2>/dev/null)" || return
  directive="${answer##*:}"
  # bash replaces only what stands behind the last = or :.
  prefix="${current%"${current##*[=:]}"}"
  COMPREPLY=()
  while IFS=$'\t' read -r value _; do
    [[ -n "$value" && "$value" != :* ]] && COMPREPLY+=("${value#"$prefix"}")
  done <<<"$answer"
  if [[ ${#COMPREPLY[@]} -eq 0 && "$directive" == 0 ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "${current#"$prefix"}")
  fi
}
complete -F _FUNCTION PROGRAM
