"""The characters that a SentencePiece normaliser changes, read from its precompiled map."""

import struct

# Blocks whose characters the normaliser treats as SentencePiece does; other scripts pass through.
BLOCKS = (
    (0x0000, 0x036F), (0x0600, 0x06FF), (0x0750, 0x077F), (0x1E00, 0x1EFF), (0x2000, 0x22FF),
    (0x2460, 0x24FF), (0x2581, 0x2581), (0x3000, 0x3000), (0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE00, 0xFE0F),
    (0xFE30, 0xFE4F), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF), (0xFFFC, 0xFFFD),
)


def is_ours(char):
    return any(a <= ord(char) <= b for a, b in BLOCKS)


def char_map(blob):
    """(key, value) of the normaliser's precompiled map whose characters are ours, by key."""
    size = struct.unpack_from("<I", blob)[0]
    units = struct.unpack_from(f"<{size // 4}I", blob, 4)
    values = blob[4 + size :]
    offset = lambda u: (u >> 10) << ((u & 0x200) >> 6)
    out = []

    def walk(node, key):
        for c in range(1, 256):
            at = node ^ c
            if at < len(units) and (units[at] & 0x800000FF) == c:
                child = at ^ offset(units[at])
                if units[at] & 0x100:
                    start = units[child] & 0x7FFFFFFF
                    out.append((key + bytes([c]), values[start : values.index(b"\0", start)]))
                walk(child, key + bytes([c]))

    walk(offset(units[0]), b"")
    ours = [(k, v) for k, v in out if all(map(is_ours, k.decode("utf-8", "replace")))]
    return sorted(ours)
