//! How sure we are of an entry, and the figures that it gives.

use super::facts::Facts;
use super::figures;
use super::view::{EvidenceView, FigureRow, FigureTable, FigureView, ScaleView};
use crate::input::{Field, FieldKind, Meaning};
use crate::schema::{FieldValue, Value, values_at};
use crate::text;
use tera::Value as Shown;

/// How many figures stand side by side in one table: more would not fit a phone.
const SIDE_BY_SIDE: usize = 3;

impl<'a> Facts<'a> {
    /// How sure we are; none where the collection has no field for it, or the entry no value.
    pub(super) fn evidence(&self) -> Option<EvidenceView<'a>> {
        let collection = &self.entry.collection;
        let path = collection.with_role(Meaning::Evidence)?;
        let top = path.split('.').next()?;
        let (Value::Term { vocabulary, id }, _) = self.entry.with_role(Meaning::Evidence)? else {
            return None;
        };
        let term = self.lookup.term(vocabulary, id)?;
        let url = term.url.as_deref().unwrap_or("");
        let above = url.trim_end_matches('/').rfind('/').map_or("", |slash| &url[..=slash]);
        let notes = match self.entry.fields.iter().find(|field| field.key == top).map(|field| &field.value) {
            Some(Value::Record(fields)) => fields.iter().filter_map(as_text).collect(),
            _ => Vec::new(),
        };
        Some(EvidenceView {
            label: &collection.field(top)?.label,
            text: text::lower_first(&term.label),
            definition: &term.definition,
            url,
            all: above,
            scale: ScaleView::of_term(term),
            notes,
        })
    }

    /// Why there are no figures, where the entry says so.
    pub(super) fn no_figures(&self) -> &'a str {
        match self.entry.with_role(Meaning::NoFigures) {
            Some((Value::Text(text), _)) => text,
            _ => "",
        }
    }

    /// Each figure in words, with what is said of it.
    pub(super) fn figures(&self) -> Vec<FigureView<'a>> {
        self.figure_records().filter_map(|fields| self.figure(fields)).collect()
    }

    fn figure(&self, fields: &'a [FieldValue]) -> Option<FigureView<'a>> {
        let words = figures::words(fields, self.tools.words, |value| self.label(value));
        let terms = figures::Terms::of(fields, |vocabulary, id| self.lookup.term(vocabulary, id));
        let (dots, bars) = (figures::dots(fields, &terms), figures::bars(fields, &terms));
        (!words.is_empty()).then(|| FigureView { words, notes: figures::notes(fields), dots, bars })
    }

    /// The records of figures, in order.
    fn figure_records(&self) -> impl Iterator<Item = &'a [FieldValue]> {
        let path = self.entry.collection.with_role(Meaning::Figures);
        let records = path.map(|path| values_at(&self.entry.fields, path)).unwrap_or_default();
        records.into_iter().filter_map(|(value, _)| match value {
            Value::Record(fields) => Some(fields.as_slice()),
            _ => None,
        })
    }

    /// What is known of each figure, with a column for each figure and a row for each thing.
    pub(super) fn figure_tables(
        &mut self,
        declared: &'a Field,
        field: &'a FieldValue,
    ) -> Vec<FigureTable<'a>> {
        let FieldKind::Record(columns) = &declared.kind else { return Vec::new() };
        let values = field.value.each(&field.span);
        let records: Vec<&'a [FieldValue]> = values
            .filter_map(|(value, _)| match value {
                Value::Record(fields) => Some(fields.as_slice()),
                _ => None,
            })
            .collect();
        records.chunks(SIDE_BY_SIDE).map(|records| self.figure_table(columns, records)).collect()
    }

    fn figure_table(&mut self, columns: &'a [Field], records: &[&'a [FieldValue]]) -> FigureTable<'a> {
        let told = |fields: &&[FieldValue]| {
            vec![Shown::from(figures::words(fields, self.tools.words, |value| self.label(value)))]
        };
        let mut rows = vec![FigureRow { label: None, cells: records.iter().map(told).collect() }];
        let others = columns.iter().filter(|column| !figures::is_told(&column.key));
        for column in others {
            let mut cell = |fields: &&'a [FieldValue]| {
                let field = fields.iter().find(|field| field.key == column.key)?;
                Some(self.fact(field, Some(column))?.values)
            };
            let cells = records.iter().map(|fields| cell(fields).unwrap_or_default()).collect();
            rows.push(FigureRow { label: Some(&column.label), cells });
        }
        let measures = records.iter().map(|fields| figures::measure(fields));
        FigureTable { measures: measures.collect(), rows }
    }
}

fn as_text(field: &FieldValue) -> Option<&str> {
    match &field.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
