//! The `muqabala` command.

fn main() {}
