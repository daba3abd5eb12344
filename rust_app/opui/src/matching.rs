//! Which old child each new child continues.

use core::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::element::Element;
use crate::key::Key;
use crate::node::Node;
use crate::protocol::Kind;

/// What makes a child the same child in the next view.
#[derive(Clone, Copy, PartialEq, Eq, Ord)]
enum Identity<'a> {
    Key(&'a Key),
    /// The n-th unkeyed child of its kind.
    Unkeyed(u16, usize),
}

impl PartialOrd for Identity<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An identity and the place of its child.
type Placed<'a> = (Identity<'a>, usize);

/// Whether each new child continues the old one in its place: then there is nothing to look for.
pub(crate) fn in_step<Msg>(old: &[Box<Node>], new: &[Element<Msg>]) -> bool {
    old.len() == new.len()
        && old
            .iter()
            .zip(new)
            .all(|(old, new)| old.apparent_kind() == new.apparent_kind() && old.key == new.0.key)
}

/// For each new child the place of the old one it continues.
///
/// # Panics
/// If two of the new ones have the same key.
pub(crate) fn matches<Msg>(old: &[Box<Node>], new: &[Element<Msg>]) -> Vec<Option<usize>> {
    let old_kinds = old
        .iter()
        .map(|node| (node.apparent_kind(), node.key.as_ref()));
    let new_kinds = new
        .iter()
        .map(|child| (child.apparent_kind(), child.0.key.as_ref()));
    let (old_identities, new_identities) = (identities(old_kinds), identities(new_kinds));
    let mut places = guess(&old_identities, &new_identities);
    let fresh = find(&old_identities, &new_identities, &mut places);
    check_unique(&fresh, &new_identities, &places);
    places
}

/// Panic if two children have the same key.
pub(crate) fn refuse_twins<Msg>(children: &[Element<Msg>]) {
    let keys = children.iter().filter_map(|child| child.0.key.as_ref());
    check_unique(
        &sorted(keys.map(Identity::Key).zip(0..).collect()),
        &[],
        &[],
    );
}

fn identities<'a>(children: impl Iterator<Item = (Kind, Option<&'a Key>)>) -> Vec<Identity<'a>> {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    let identity = |(kind, key): (Kind, Option<&'a Key>)| {
        if let Some(key) = key {
            return Identity::Key(key);
        }
        // Siblings are of few kinds.
        let known = counts.iter().position(|(other, _)| *other == kind);
        let at = known.unwrap_or(counts.len());
        if known.is_none() {
            counts.push((kind, 0));
        }
        counts[at].1 += 1;
        Identity::Unkeyed(kind.0, counts[at].1)
    };
    children.map(identity).collect()
}

/// Look for each child where it is if it has not moved: behind the old place of the last one that was
/// found, or, if one was removed there, one further.
fn guess(old: &[Identity], new: &[Identity]) -> Vec<Option<usize>> {
    let mut next = 0;
    let near = |identity: &Identity| {
        let found = (next..old.len().min(next + 2)).find(|place| old[*place] == *identity);
        next = found.map_or(next, |place| place + 1);
        found
    };
    new.iter().map(near).collect()
}

/// Look for the others among the old children that are left over. Returns those that are found nowhere.
fn find<'a>(
    old: &[Identity<'a>],
    new: &[Identity<'a>],
    places: &mut [Option<usize>],
) -> Vec<Placed<'a>> {
    let mut taken = vec![false; old.len()];
    for place in places.iter().flatten() {
        taken[*place] = true;
    }
    let left = sorted(pick(old, |place| !taken[place]));
    let mut fresh = pick(new, |place| places[place].is_none());
    fresh.retain(|(identity, place)| {
        let found = left.binary_search_by_key(identity, |(old, _)| *old);
        let Ok(at) = found else {
            return true;
        };
        let old_place = left[at].1;
        refuse_if(taken[old_place], *identity);
        taken[old_place] = true;
        places[*place] = Some(old_place);
        false
    });
    sorted(fresh)
}

fn pick<'a>(identities: &[Identity<'a>], wanted: impl Fn(usize) -> bool) -> Vec<Placed<'a>> {
    let placed = identities.iter().copied().zip(0..);
    placed.filter(|(_, place)| wanted(*place)).collect()
}

/// No two old children have one key, so only a fresh one can have that of another: of a fresh one or of
/// one that was found.
fn check_unique(fresh: &[Placed], new: &[Identity], places: &[Option<usize>]) {
    for pair in fresh.windows(2) {
        refuse_if(pair[0].0 == pair[1].0, pair[0].0);
    }
    if !fresh.is_empty() {
        for (identity, _) in new.iter().zip(places).filter(|(_, place)| place.is_some()) {
            let twin = fresh.binary_search_by_key(identity, |(other, _)| *other);
            refuse_if(twin.is_ok(), *identity);
        }
    }
}

fn refuse_if(twice: bool, identity: Identity) {
    if let (Identity::Key(key), true) = (identity, twice) {
        panic!("two siblings have the key {key}");
    }
}

/// The identities in their order. A heap sorts with a tenth of the code of `sort`.
fn sorted(identities: Vec<Placed>) -> Vec<Placed> {
    if identities.is_sorted() {
        return identities;
    }
    BinaryHeap::from(identities).into_sorted_vec()
}
