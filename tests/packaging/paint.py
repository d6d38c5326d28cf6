"""Open the window of the installed app on PROJECT and say in one JSON line what it shows (and save it as OUT.png).

python paint.py PROJECT [OUT.png]
"""

from __future__ import annotations

import json
import sys

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from reader_app.gui.app import build


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = build(sys.argv[1], "lan")
    window.resize(1440, 900)
    window.show()
    if not QTest.qWaitForWindowExposed(window, 20_000):
        sys.exit("the window does not appear")
    app.processEvents()
    picture = window.grab()
    if len(sys.argv) > 2 and not picture.save(sys.argv[2]):
        sys.exit(f"{sys.argv[2]} cannot be written")
    image = picture.toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    reader = window.findChild(QTextEdit, "reader")
    assert reader is not None
    print(json.dumps({"article": reader.toPlainText(), "title": window.windowTitle(), "colours": len(colours)}))
    window.close()


if __name__ == "__main__":
    main()
