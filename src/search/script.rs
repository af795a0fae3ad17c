//! The script that searches in the browser: its modules and what it has to know first as one file, so
//! that it takes one request.

/// The modules, each behind those that it imports. In place of `client/index.js` the script holds the
/// index of its catalogue.
const PARTS: &[&str] = &[
    include_str!("client/files.js"),
    include_str!("client/facets.js"),
    include_str!("client/hit.js"),
    include_str!("client/order.js"),
    include_str!("client/passage.js"),
    include_str!("client/ranking.js"),
    include_str!("client/spelling.js"),
];

/// The module that the page imports.
const MAIN: &str = include_str!("client/casebook-search.js");

/// The script as it is published, with `index`, a JSON object.
pub(super) fn script(index: &str) -> String {
    let mut script = format!("const index = {index};\n");
    for line in PARTS.iter().flat_map(|part| code(part)) {
        script.push_str(line.strip_prefix("export ").unwrap_or(line));
        script.push('\n');
    }
    for line in code(MAIN) {
        script.push_str(line);
        script.push('\n');
    }
    script
}

/// The lines of a module without those for people, without imports, and without what sets lines off.
fn code(module: &str) -> impl Iterator<Item = &str> {
    let comment = |line: &str| {
        let is_cast = line.starts_with("/**") && line.contains("*/") && !line.ends_with("*/");
        !is_cast && ["//", "/**", "*"].iter().any(|start| line.starts_with(start))
    };
    let lines = module.lines().map(str::trim_start);
    lines.filter(move |line| !(line.is_empty() || line.starts_with("import ") || comment(line)))
}
