"""The Textual side: an `OpuiView` that any Textual app can mount, and the app around it that the CLI runs.

from opui.source import load_app
from opui.textual.view import OpuiView

yield OpuiView(load_app(Path("examples/todo")).module)
"""
