//! A matrix of small integers under a Huffman code, any row of which can be read alone.
//!
//! Each row belongs to one of two classes, which differ in step and code; a code symbol stands for
//! one value or for two neighbours. Rows start on whole bytes, codes run from the high bit down.

use crate::lexicon::file::{File, FileError, Reader, u16_at, u32_at};

/// Longest code in bits.
const WINDOW: u32 = 12;
/// Rows between two stored starts.
const BLOCK: usize = 16;

/// What a window of twelve bits begins with.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    values: [i8; 2],
    length: u8,
}

#[derive(Debug, Clone)]
struct Class {
    step: f32,
    cells: Vec<Cell>,
}

/// The view of one coded matrix.
#[derive(Debug, Clone)]
pub(crate) struct Matrix<'a> {
    rows: usize,
    cols: usize,
    group: usize,
    classes: Vec<Class>,
    low: usize,
    wide: usize,
    starts: &'a [u8],
    flags: &'a [u8],
    sizes: &'a [u8],
    bits: &'a [u8],
}

impl<'a> Matrix<'a> {
    /// Reads the header of a section of so many columns and builds the decoding tables.
    pub(crate) fn open(file: &File<'a>, tag: &'static str, columns: usize) -> Result<Matrix<'a>, FileError> {
        let r = &mut Reader::new(file, tag)?;
        let (rows, cols) = (r.u32()? as usize, r.u16()? as usize);
        let (group, count) = (r.u8()? as usize, r.u8()?);
        if cols != columns {
            return Err(r.wrong("unexpected number of columns"));
        }
        if !(1..=2).contains(&group) || cols % group != 0 {
            return Err(r.wrong("a code symbol must stand for one value or two"));
        }
        let classes = (0..count)
            .map(|_| class(r, group))
            .collect::<Result<Vec<_>, _>>()?;
        r.align()?;
        let length = r.u32()? as usize;
        let (low, wide) = (r.u16()? as usize, r.u16()? as usize);
        let starts = r.take(4 * rows.div_ceil(BLOCK))?;
        let flags = r.take(rows.div_ceil(8))?;
        let sizes = r.take(rows * wide)?;
        r.align()?;
        let bits = r.take(length)?;
        Ok(Matrix {
            rows,
            cols,
            group,
            classes,
            low,
            wide,
            starts,
            flags,
            sizes,
            bits,
        })
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn cols(&self) -> usize {
        self.cols
    }

    /// Fills `out`, which has a place for each column, with a row's integers and returns their step:
    /// value = integer x step. `out` stays as it is, and the step is 0, where there is no such row.
    pub(crate) fn row(&self, row: usize, out: &mut [i8]) -> f32 {
        let flag = self.flags.get(row / 8).map_or(0, |f| f >> (row % 8) & 1);
        let Some((class, bits)) = self.classes.get(flag as usize).zip(self.bits_of(row)) else {
            return 0.0;
        };
        let mut window = Window::new(bits);
        for pair in out.chunks_exact_mut(self.group) {
            let cell = class.cells[window.peek()];
            window.skip(cell.length);
            pair.copy_from_slice(&cell.values[..self.group]);
        }
        class.step
    }

    fn bits_of(&self, row: usize) -> Option<&'a [u8]> {
        let first = row / BLOCK * BLOCK;
        let start = u32_at(self.starts, row / BLOCK * 4)? as usize;
        let before: usize = (first..row).map_while(|r| self.size(r)).sum();
        self.bits.get(start + before..start + before + self.size(row)?)
    }

    fn size(&self, row: usize) -> Option<usize> {
        let over = match self.wide {
            1 => self.sizes.get(row).map(|&n| n as usize),
            _ => u16_at(self.sizes, 2 * row).map(|n| n as usize),
        };
        over.map(|n| n + self.low)
    }
}

fn class(r: &mut Reader<'_>, group: usize) -> Result<Class, FileError> {
    let step = r.f32()?;
    let (limit, symbols) = (r.u16()? as usize, r.u16()? as usize);
    let levels = 2 * limit + 1;
    if limit > 127 || symbols != levels.pow(group as u32) {
        return Err(r.wrong("the code does not fit the values"));
    }
    let lengths = r.take(symbols)?;
    let mut order: Vec<(u8, usize)> = lengths.iter().copied().zip(0..).collect();
    order.retain(|&(length, _)| length > 0);
    order.sort_unstable();
    let mut cells = vec![Cell::default(); 1 << WINDOW];
    let mut at = 0;
    for (length, symbol) in order {
        let span = 1usize << (WINDOW.saturating_sub(length as u32));
        let value = |v: usize| (v as i32 - limit as i32) as i8;
        let values = match group {
            1 => [value(symbol), 0],
            _ => [value(symbol / levels), value(symbol % levels)],
        };
        let Some(run) = cells.get_mut(at..at + span) else {
            return Err(r.wrong("the code lengths are too short"));
        };
        run.fill(Cell { values, length });
        at += span;
    }
    Ok(Class { step, cells })
}

/// The next twelve bits of a row; zeros follow its end.
struct Window<'a> {
    bytes: &'a [u8],
    held: u64,
    count: u32,
}

impl<'a> Window<'a> {
    fn new(bytes: &'a [u8]) -> Window<'a> {
        Window {
            bytes,
            held: 0,
            count: 0,
        }
    }

    #[inline]
    fn peek(&mut self) -> usize {
        while self.count < WINDOW {
            let (next, rest) = match self.bytes {
                [next, rest @ ..] => (*next, rest),
                [] => (0, self.bytes),
            };
            self.bytes = rest;
            self.held = self.held << 8 | u64::from(next);
            self.count += 8;
        }
        (self.held >> (self.count - WINDOW)) as usize & ((1 << WINDOW) - 1)
    }

    #[inline]
    fn skip(&mut self, length: u8) {
        self.count = self.count.saturating_sub(u32::from(length));
    }
}
