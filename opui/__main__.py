"""`python -m opui`."""

from opui.cli import main

main(prog_name="python -m opui")
