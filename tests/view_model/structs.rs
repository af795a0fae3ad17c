//! The structs that templates see, as the source code has them.

use std::fs;
use std::path::Path;
use syn::{Attribute, Fields, GenericArgument, Item, Meta, PathArguments, Type};
use walkdir::WalkDir;

/// Something that is made for templates.
pub(crate) struct Struct {
    /// The module it stands in, below `src`: `page/view`.
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) doc: String,
    /// Its fields; for something of several kinds those of each kind, by the kind's name.
    pub(crate) kinds: Vec<(String, String, Vec<Field>)>,
}

/// A field of it.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: Kind,
    /// Whether it is not there when it is empty.
    pub(crate) left_out: bool,
}

/// What a field holds.
pub(crate) enum Kind {
    Text,
    Number,
    YesOrNo,
    /// Text, HTML or something else: its description says what.
    Any,
    Struct(String),
    List(Box<Self>),
    Optional(Box<Self>),
    /// Values by name.
    Map(Box<Self>),
}

/// Every serialisable struct and enum below `folder`.
pub(crate) fn read(folder: &str) -> Vec<Struct> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|file| file.unwrap().into_path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .flat_map(|path| in_file(&path))
        .collect()
}

fn in_file(path: &Path) -> Vec<Struct> {
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let module = path.strip_prefix("src").unwrap().with_extension("").to_str().unwrap().to_owned();
    let found = file.items.into_iter().filter_map(|item| match item {
        Item::Struct(item) if is_serialised(&item.attrs) => {
            let kinds = vec![(String::new(), String::new(), fields(&item.fields))];
            Some((item.ident.to_string(), doc(&item.attrs), kinds))
        }
        Item::Enum(item) if is_serialised(&item.attrs) => {
            let kind = |variant: &syn::Variant| {
                (variant.ident.to_string().to_lowercase(), doc(&variant.attrs), fields(&variant.fields))
            };
            Some((item.ident.to_string(), doc(&item.attrs), item.variants.iter().map(kind).collect()))
        }
        _ => None,
    });
    found.map(|(name, doc, kinds)| Struct { module: module.clone(), name, doc, kinds }).collect()
}

fn fields(fields: &Fields) -> Vec<Field> {
    let field = |field: &syn::Field| Field {
        name: renamed(&field.attrs).unwrap_or_else(|| field.ident.as_ref().unwrap().to_string()),
        doc: doc(&field.attrs),
        kind: kind(&field.ty),
        left_out: attributes(&field.attrs, "serde").any(|text| text.contains("skip_serializing_if")),
    };
    fields.iter().map(field).collect()
}

/// The name that templates know a field by, where it is another.
fn renamed(attrs: &[Attribute]) -> Option<String> {
    attributes(attrs, "serde")
        .find_map(|text| Some(text.strip_prefix("rename = \"")?.split('"').next()?.to_owned()))
}

fn attributes(attributes: &[Attribute], name: &str) -> impl Iterator<Item = String> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name)).filter_map(|attribute| {
        match &attribute.meta {
            Meta::List(list) => Some(list.tokens.to_string()),
            _ => None,
        }
    })
}

fn is_serialised(attrs: &[Attribute]) -> bool {
    attributes(attrs, "derive").any(|derived| derived.contains("Serialize"))
}

/// The doc comment as one line.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                Some(text.value().trim().to_owned())
            }
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn kind(of: &Type) -> Kind {
    match of {
        Type::Reference(reference) => kind(&reference.elem),
        Type::Slice(slice) => Kind::List(Box::new(kind(&slice.elem))),
        Type::Path(path) => {
            let last = path.path.segments.last().unwrap();
            let arguments: Vec<&Type> = match &last.arguments {
                PathArguments::AngleBracketed(list) => {
                    list.args.iter().filter_map(|argument| match argument {
                        GenericArgument::Type(of) => Some(of),
                        _ => None,
                    })
                }
                .collect(),
                _ => Vec::new(),
            };
            let inner = || Box::new(kind(arguments.last().unwrap()));
            match last.ident.to_string().as_str() {
                "String" | "str" => Kind::Text,
                "bool" => Kind::YesOrNo,
                "usize" | "u8" | "u16" | "u32" | "u64" => Kind::Number,
                "Value" => Kind::Any,
                "Vec" => Kind::List(inner()),
                "Option" => Kind::Optional(inner()),
                "BTreeMap" => Kind::Map(inner()),
                "Cow" | "Box" | "Arc" => *inner(),
                name => Kind::Struct(name.to_owned()),
            }
        }
        _ => panic!("a kind of type that templates do not see yet"),
    }
}
