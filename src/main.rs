//! The `casebook` command: see the library for how it works.

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(casebook::cli::say_panic));
    casebook::cli::run(std::env::args_os())
}
