# What each shell of a step begins with. The runner reads a terminal, and when a step fails it reads no further, so that
# the step's last words may be lost. This fills the terminal once more, which blocks until those words have been read.
unset BASH_ENV
trap '[ $? -eq 0 ] || printf "%200000s\n" ""' EXIT
