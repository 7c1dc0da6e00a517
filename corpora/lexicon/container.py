"""Writes the sections of the lexicon file; docs/formats.md says what each byte means."""

import heapq
import struct
import zlib

import numpy as np

MAGIC = b"muqlex\x01\x00"
MAX_CODE = 12
BLOCK = 16


def pack(sections):
    """Header, section table, sections: {4-byte tag: bytes} in order, each at a multiple of 4."""
    at = 20 + 16 * len(sections)
    table, body = b"", b""
    for tag, data in sections.items():
        pad = -(at + len(body)) % 4
        body += b"\0" * pad
        table += struct.pack("<4sIII", tag.encode(), at + len(body), len(data), zlib.crc32(data))
        body += data
    total = at + len(body)
    return MAGIC + struct.pack("<III", len(sections), total, zlib.crc32(table)) + table + body


def code_lengths(counts):
    """Huffman code lengths of at most MAX_CODE bits; a symbol that does not occur has length 0."""
    counts = [int(c) for c in counts]
    while True:
        heap = [(c, i, (i,)) for i, c in enumerate(counts) if c]
        if len(heap) == 1:
            return [1 if c else 0 for c in counts]
        lengths = [0] * len(counts)
        heapq.heapify(heap)
        while len(heap) > 1:
            c1, i, a = heapq.heappop(heap)
            c2, _, b = heapq.heappop(heap)
            for s in a + b:
                lengths[s] += 1
            heapq.heappush(heap, (c1 + c2, i, a + b))
        if max(lengths) <= MAX_CODE:
            return lengths
        counts = [(c + 1) // 2 if c else 0 for c in counts]


def codes(lengths):
    """Canonical codes, shorter ones first, then by symbol; most significant bit first."""
    code, last, out = 0, 0, [0] * len(lengths)
    for length, symbol in sorted((n, s) for s, n in enumerate(lengths) if n):
        code <<= length - last
        out[symbol] = code
        code, last = code + 1, length
    return out


def symbols(q, limit, group):
    """Rows of integers in -limit..limit -> rows of code symbols, `group` (1 or 2) values each."""
    v = (q + limit).astype(np.int64)
    return v if group == 1 else v[:, 0::2] * (2 * limit + 1) + v[:, 1::2]


def coded_matrix(q, classes, steps, limits, group):
    """Integer rows under one Huffman code a class (0 or 1); rows start on bytes and can be read alone."""
    rows, cols = q.shape
    out = struct.pack("<IHBB", rows, cols, group, len(limits))
    blobs = [b""] * rows
    for c, (step, limit) in enumerate(zip(steps, limits)):
        at = np.flatnonzero(classes == c)
        s = symbols(q[at], limit, group)
        lengths = code_lengths(np.bincount(s.ravel(), minlength=(2 * limit + 1) ** group))
        out += struct.pack("<fHH", step, limit, len(lengths)) + bytes(lengths)
        bits = [format(code, f"0{n}b") if n else "" for code, n in zip(codes(lengths), lengths)]
        for r, row in zip(at, s):
            text = "".join(map(bits.__getitem__, row))
            text += "0" * (-len(text) % 8)
            blobs[r] = int(text, 2).to_bytes(len(text) // 8, "big")
    return out + b"\0" * (-len(out) % 4) + row_index(blobs, classes) + b"".join(blobs)


def row_index(blobs, classes):
    """Shortest row, class bits, length of each row over the shortest, start of each 16th row."""
    sizes = np.array([len(b) for b in blobs])
    low = int(sizes.min())
    if sizes.max() - low > 65535:
        raise ValueError("rows differ too much in length")
    wide = 2 if sizes.max() - low > 255 else 1
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])[::BLOCK].astype("<u4")
    flags = np.packbits(np.asarray(classes).astype(np.uint8), bitorder="little").tobytes()
    out = struct.pack("<IHH", int(sizes.sum()), low, wide)
    out += starts.tobytes() + flags + (sizes - low).astype(f"<u{wide}").tobytes()
    return out + b"\0" * (-len(out) % 4)


def form_list(forms, costs, key):
    """Forms in the order of `key`, front-coded in blocks of 16, with a byte of cost (frequency) each."""
    order = sorted(range(len(forms)), key=lambda i: (key(forms[i]).encode(), costs[i], forms[i].encode()))
    starts, text, last = [], bytearray(), b""
    for n, i in enumerate(order):
        form = forms[i].encode()
        if n % BLOCK == 0:
            starts.append(len(text))
            last = b""
        shared = next((k for k, (a, b) in enumerate(zip(last, form)) if a != b), min(len(last), len(form)))
        text += bytes([shared, len(form) - shared]) + form[shared:]
        last = form
    body = struct.pack("<II", len(order), len(text)) + np.array(starts, "<u4").tobytes()
    body += bytes(costs[i] for i in order) + bytes(text)
    return order, body


def lengths_and_text(strings):
    """Start of each 16th string, a length byte each, then the strings."""
    sizes = np.array([len(s) for s in strings], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])[::16].astype("<u4")
    body = starts.tobytes() + bytes(sizes.tolist())
    return body + b"\0" * (-len(body) % 4), b"".join(strings)


def map_section(pairs):
    keys, key_text = lengths_and_text([k for k, _ in pairs])
    values, value_text = lengths_and_text([v for _, v in pairs])
    head = struct.pack("<III", len(pairs), len(key_text), len(value_text))
    return head + keys + values + key_text + value_text
