//! A table of the entries that belong to each of some rows, or to each row and column.
//!
//! What it shows best is what is not there: rows and cells without an entry are said to be gaps.

use super::Part;
use crate::catalogue::Catalogue;
use crate::input::ViewKind;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `table`, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct TableView {
    /// What one row is: "Suggestion".
    pub(super) row: String,
    /// What one column is: "System"; empty in a table without columns.
    pub(super) column: String,
    /// What several rows are: "Suggestions".
    pub(super) rows_called: String,
    /// Whether the last column is for entries that name none of the others.
    pub(super) elsewhere: bool,
    /// What fills the cells: "Case".
    pub(super) cell: String,
    /// Several of them: "Cases".
    pub(super) cells: String,
    /// Whether rows are crossed with columns. If not, each row has one cell.
    pub(super) crossed: bool,
    /// The columns of a crossed table.
    pub(super) columns: Vec<Header>,
    /// The rows.
    pub(super) rows: Vec<Row>,
    /// How many cells there are.
    pub(super) size: usize,
    /// How many of them have no entry.
    pub(super) gaps: usize,
    /// What stands where there is no entry.
    pub(super) gap: String,
    /// The rows of a crossed table that have no entry at all.
    pub(super) empty: Vec<Header>,
    /// Those that have entries in one column only.
    pub(super) single: Vec<Header>,
}

/// The head of a row or of a column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Header {
    /// What readers see.
    pub(super) label: String,
    /// Its page; none where it has none.
    pub(super) url: Option<String>,
}

/// A row.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Its head.
    pub(super) header: Header,
    /// How many entries it has in all its cells.
    pub(super) count: usize,
    /// Its cells, in the order of the columns.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    /// Anchor of the list of its entries, below the table.
    pub(super) id: String,
    /// What its column is called; empty in a table without columns.
    pub(super) column: String,
    /// The entries.
    pub(super) entries: Vec<Header>,
}

/// What a row or a column stands for, and the entries that belong to it.
struct Line {
    header: Header,
    items: BTreeSet<usize>,
}

/// The table that `kind` asks for; `None` where it is of another kind, or names what is not there.
pub(super) fn table(catalogue: &Catalogue, kind: &ViewKind) -> Option<Arc<Part>> {
    let ViewKind::Table { rows, columns, cells, gap, elsewhere } = kind else { return None };
    let (collection, field) = cells.split_once('.').map_or((cells.as_str(), None), |(c, f)| (c, Some(f)));
    let row_lines = lines(catalogue, rows, collection, field)?;
    let column_lines = match columns {
        Some(columns) => Some(lines(catalogue, columns, collection, None)?),
        None => None,
    };
    let named: BTreeSet<usize> =
        column_lines.iter().flatten().flat_map(|column| column.items.iter().copied()).collect();
    let elsewhere = elsewhere.as_deref().filter(|_| column_lines.is_some());
    let row = |(number, line): (usize, Line)| {
        let mut cells: Vec<(String, Vec<usize>)> = match &column_lines {
            Some(columns) => columns.iter().map(|column| shared(&line, column)).collect(),
            None => vec![(String::new(), line.items.iter().copied().collect())],
        };
        if let Some(label) = elsewhere {
            cells.push((label.to_owned(), line.items.difference(&named).copied().collect()));
        }
        Row {
            header: line.header,
            count: line.items.len(),
            cells: cells
                .into_iter()
                .enumerate()
                .map(|(at, (column, items))| cell(catalogue, format!("_{number}-{at}"), column, &items))
                .collect(),
        }
    };
    let rows_shown: Vec<Row> = row_lines.into_iter().enumerate().map(row).collect();
    // Nothing is missing where no column is named.
    let counted = |row: &'_ Row| {
        let count = row.cells.len() - usize::from(elsewhere.is_some());
        row.cells[..count].iter().map(|cell| cell.entries.is_empty()).collect::<Vec<_>>()
    };
    let mut headers: Vec<Header> =
        column_lines.iter().flatten().map(|column| column.header.clone()).collect();
    headers.extend(elsewhere.map(|label| Header { label: label.to_owned(), url: None }));
    let in_columns = |columns: usize| {
        let filled = |row: &&Row| row.cells.iter().filter(|cell| !cell.entries.is_empty()).count() == columns;
        rows_shown.iter().filter(filled).map(|row| row.header.clone()).collect()
    };
    let view = TableView {
        empty: in_columns(0),
        single: in_columns(1),
        row: singular(catalogue, rows),
        column: columns.as_ref().map(|columns| singular(catalogue, columns)).unwrap_or_default(),
        rows_called: plural(catalogue, rows),
        elsewhere: elsewhere.is_some(),
        cell: catalogue.collections.get(collection)?.singular.clone(),
        cells: catalogue.collections.get(collection)?.plural.clone(),
        crossed: column_lines.is_some(),
        columns: headers,
        size: rows_shown.iter().flat_map(counted).count(),
        gaps: rows_shown.iter().flat_map(counted).filter(|is_gap| *is_gap).count(),
        rows: rows_shown,
        gap: gap.clone(),
    };
    Some(Part::of(&view))
}

fn shared(row: &Line, column: &Line) -> (String, Vec<usize>) {
    (column.header.label.clone(), row.items.intersection(&column.items).copied().collect())
}

fn cell(catalogue: &Catalogue, id: String, column: String, items: &[usize]) -> Cell {
    let entries = items.iter().map(|at| {
        let card = &catalogue.items[*at].card;
        Header { label: card.title.clone(), url: Some(card.address.clone()) }
    });
    Cell { id, column, entries: entries.collect() }
}

/// The entries of a collection or the terms of a vocabulary, each with the entries of `collection`
/// that name it (through `field`, if one is given).
fn lines(catalogue: &Catalogue, set: &str, collection: &str, field: Option<&str>) -> Option<Vec<Line>> {
    if let Some(list) = catalogue.lists.get(set) {
        let line = |at: &usize| {
            let card = &catalogue.items[*at].card;
            let naming = catalogue.backlinks[*at].iter().filter(|group| {
                group.collection == collection && field.is_none_or(|field| group.field == field)
            });
            Line {
                header: Header { label: card.title.clone(), url: Some(card.address.clone()) },
                items: naming.flat_map(|group| group.items.iter().copied()).collect(),
            }
        };
        return Some(list.iter().map(line).collect());
    }
    let facet = catalogue.facets.iter().find(|facet| facet.of_vocabulary && facet.key == set)?;
    let of_collection = |at: &&usize| catalogue.items[**at].entry.collection.name == collection;
    let line = |value: &crate::catalogue::FacetValue| Line {
        header: Header { label: value.card.label.clone(), url: value.card.url.clone() },
        items: value.items.iter().filter(of_collection).copied().collect(),
    };
    Some(facet.values.iter().map(line).collect())
}

fn singular(catalogue: &Catalogue, set: &str) -> String {
    match catalogue.collections.get(set) {
        Some(collection) => collection.singular.clone(),
        None => catalogue.facet(set).map_or_else(|| set.to_owned(), |facet| facet.singular.clone()),
    }
}

fn plural(catalogue: &Catalogue, set: &str) -> String {
    match catalogue.collections.get(set) {
        Some(collection) => collection.plural.clone(),
        None => catalogue.facet(set).map_or_else(|| set.to_owned(), |facet| facet.plural.clone()),
    }
}
