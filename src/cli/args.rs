//! What may stand on the command line.

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// Turns a folder of Markdown into a catalogue of good practice.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, about, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the catalogue into a folder, ready to publish
    Build(BuildArgs),
    /// Find every mistake, and write nothing
    Check(CheckArgs),
    /// Show the catalogue in the browser, and follow every edit
    Serve(ServeArgs),
    /// Make a small working site to start from
    Init(InitArgs),
    /// Write an entry to be filled in: casebook new case "Its title"
    New(NewArgs),
    /// Write JSON Schema for editors, one file for each collection
    Schema(SchemaArgs),
    /// Print what the server of the published catalogue should send, as a ready file
    Headers(HeadersArgs),
    /// Explain a code such as CB401
    Explain(ExplainArgs),
}

/// Where the site is, and what day it is.
#[derive(Debug, Arguments)]
pub(super) struct SiteArgs {
    /// The site's folder [default: the nearest one upward with a casebook.toml, else this one]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Build as if it were this day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<jiff::civil::Date>,
    /// Where the catalogue will be published [default: base_url in casebook.toml]
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) base_url: Option<String>,
    /// Show how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

/// How messages are written.
#[derive(Debug, Arguments)]
pub(super) struct MessageArgs {
    /// How messages are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// Warnings count as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Show every message, however often it comes
    #[arg(long)]
    pub(super) all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Json,
    /// Annotations in a GitHub workflow
    Github,
}

#[derive(Debug, Arguments)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) site: SiteArgs,
    #[command(flatten)]
    pub(super) messages: MessageArgs,
    /// The folder to publish to [default: output, in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Publish drafts and entries with a later date too
    #[arg(long, value_name = "YES", num_args = 0..=1, default_value_t = false, default_missing_value = "true", require_equals = true)]
    pub(super) drafts: bool,
    /// Publish what is sound, leave out what is not
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) site: SiteArgs,
    #[command(flatten)]
    pub(super) messages: MessageArgs,
    /// Check drafts and entries with a later date as if they were published
    #[arg(long, value_name = "YES", num_args = 0..=1, default_value_t = false, default_missing_value = "true", require_equals = true)]
    pub(super) drafts: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// The port to listen on; the next free one if it is taken
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub(super) port: u16,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub(super) bind: IpAddr,
    /// Open the catalogue in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Let the browser go to the page that was just edited
    #[arg(long)]
    pub(super) follow: bool,
    /// What opens a source: vscode, vscodium, cursor, zed, idea, none, or an address with {path},
    /// {line} and {column} in it [default: the first of these that is installed]
    #[arg(long, value_name = "NAME")]
    pub(super) editor: Option<String>,
    /// Look for changes every second or two instead of waiting to be told: for network drives
    #[arg(long)]
    pub(super) poll: bool,
    /// Show drafts and entries with a later date, marked; --drafts=false shows what readers will see
    #[arg(long, value_name = "YES", num_args = 0..=1, default_value_t = true, default_missing_value = "true", require_equals = true, action = clap::ArgAction::Set)]
    pub(super) drafts: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct InitArgs {
    /// The folder to make the site in
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// Where the site is, for commands that build nothing.
#[derive(Debug, Arguments)]
pub(super) struct PlaceArgs {
    /// The site's folder [default: the nearest one upward with a casebook.toml, else this one]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Do as if it were this day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<jiff::civil::Date>,
}

#[derive(Debug, Arguments)]
pub(super) struct NewArgs {
    /// The collection: the name of its folder, or what one of its entries is called
    #[arg(value_name = "COLLECTION")]
    pub(super) collection: String,
    /// The title of the entry
    #[arg(value_name = "TITLE")]
    pub(super) title: String,
    #[command(flatten)]
    pub(super) site: PlaceArgs,
}

#[derive(Debug, Arguments)]
pub(super) struct SchemaArgs {
    #[command(flatten)]
    pub(super) site: PlaceArgs,
    /// The folder to write to [default: schemas, in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Arguments)]
pub(super) struct HeadersArgs {
    /// Who serves the catalogue
    #[arg(long, value_enum)]
    pub(super) host: Host,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Host {
    /// For _headers in the published folder
    Netlify,
    /// For _headers in the published folder
    Cloudflare,
    /// For .htaccess in the published folder
    Apache,
    /// For a file to include in the server block
    Nginx,
    /// For staticwebapp.config.json in the published folder
    Azure,
}

#[derive(Debug, Arguments)]
pub(super) struct ExplainArgs {
    /// The code, such as CB401; without one, all codes are listed
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "write a day of the calendar, year first, such as 2019-10-03".to_owned())
}

fn web_address(text: &str) -> Result<String, String> {
    if crate::input::is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err("write the whole address, such as https://example.org/casebook/".to_owned())
    }
}
