# fish completion for PROGRAM. Load it with: PROGRAM completion fish | source
function _FUNCTION
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l answer ($words[1] __complete $words[2..-1] $current 2>/dev/null)
  test (count $answer) -gt 0; or return
  if test (count $answer) -eq 1; and test "$answer[1]" = ':0'
    set -l value (string replace -r '^.*=' '' -- $current)
    set -l before (string replace -r '[^=]*$' '' -- $current)
    for path in (__fish_complete_path "$value")
      echo "$before$path"
    end
    return
  end
  test (count $answer) -gt 1; and printf '%s\n' $answer[1..-2]
end
complete -c PROGRAM -f -a '(_FUNCTION)'
