"""What is done with an app besides showing it: driving it without a screen, checking it, reporting its crash."""
