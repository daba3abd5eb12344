//! Which children can stay where they are while the others move.

/// For each child its old place, `None` if it is new. Returns which of them need no move: the most that
/// are in their old order already, a longest increasing subsequence.
pub(crate) fn staying(old_places: &[Option<usize>]) -> Vec<bool> {
    // `ends[n]` is the position at which a run of n + 1 ends, of all such the one with the lowest old
    // place; `before[p]` is the position in front of p in the run that ends there.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; old_places.len()];
    for (position, old_place) in old_places.iter().enumerate() {
        if old_place.is_some() {
            let length = ends.partition_point(|&end| old_places[end] < *old_place);
            before[position] = length.checked_sub(1).map(|shorter| ends[shorter]);
            match ends.get_mut(length) {
                Some(end) => *end = position,
                None => ends.push(position),
            }
        }
    }
    let mut stays = vec![false; old_places.len()];
    let mut at = ends.last().copied();
    while let Some(position) = at {
        stays[position] = true;
        at = before[position];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::staying;

    fn moves(old_places: &[Option<usize>]) -> usize {
        staying(old_places).iter().filter(|stays| !**stays).count()
    }

    #[test]
    fn nothing_moves_when_the_order_is_kept() {
        assert_eq!(moves(&[Some(0), Some(1), Some(4)]), 0);
    }

    #[test]
    fn one_child_moves_when_it_goes_from_the_end_to_the_front() {
        assert_eq!(
            staying(&[Some(3), Some(0), Some(1), Some(2)]),
            [false, true, true, true]
        );
    }

    #[test]
    fn two_children_move_when_they_trade_places() {
        assert_eq!(moves(&[Some(0), Some(3), Some(2), Some(1), Some(4)]), 2);
    }

    #[test]
    fn a_new_child_is_never_said_to_stay() {
        assert_eq!(staying(&[None, Some(0), None]), [false, true, false]);
    }
}
