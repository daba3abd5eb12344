//! A module's memory: blocks of certain sizes, and for each size a list of those that are free.
//!
//! A view is thousands of small blocks that live for a frame or two. Here each costs some twenty
//! instructions, to take or to give back, and no size is ever split or joined. What is given back serves
//! blocks of its own size alone.
//!
//! It leans on the fact that `exports.rs` leans on: a module has one thread.
#![allow(unsafe_code)]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ptr::{copy_nonoverlapping, with_exposed_provenance_mut};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new(|pages| {
    let before = core::arch::wasm32::memory_grow(0, pages);
    (before != usize::MAX).then_some(before * PAGE)
});

/// What every block is aligned to, and the smallest one's size.
const UNIT: usize = 8;
/// Four sizes to a doubling: no block is more than a quarter larger than what was asked for.
const SIZES: usize = 4 * 30;
const PAGE: usize = 65_536;

/// Adds so many pages to the memory. Returns the address of the first, `None` if there are no more.
type Grow = fn(usize) -> Option<usize>;

struct Allocator {
    state: UnsafeCell<State>,
    grow: Grow,
}

struct State {
    /// For each size the address of a free block, 0 if there is none; in it stands that of the next.
    free: [usize; SIZES],
    /// Memory that was never used, from here …
    fresh: usize,
    /// … to here.
    end: usize,
}

// SAFETY: a module has one thread.
unsafe impl Sync for Allocator {}

/// Which of the sizes is enough for `bytes`, and how large it is.
fn size_for(bytes: usize) -> (usize, usize) {
    let last = (bytes.max(1).next_multiple_of(UNIT)) - 1;
    // The two bits behind the highest say which quarter of the doubling it is.
    let shift = last.ilog2() as usize - 2;
    let quarters = last >> shift;
    (shift * 4 + quarters - 4, (quarters + 1) << shift)
}

impl State {
    /// Take `size` bytes that were never used; returns 0 if there are none.
    fn take_fresh(&mut self, size: usize, grow: Grow) -> usize {
        if !self.has_fresh(size, grow) {
            return 0;
        }
        self.fresh += size;
        self.fresh - size
    }

    fn has_fresh(&mut self, size: usize, grow: Grow) -> bool {
        self.end - self.fresh >= size || self.extend(size, grow)
    }

    #[cold]
    fn extend(&mut self, size: usize, grow: Grow) -> bool {
        let needed = size.div_ceil(PAGE);
        // An eighth of what there is, so that a large memory does not grow page by page.
        let ample = needed.max(self.end / PAGE / 8);
        for pages in [ample, needed] {
            if let Some(start) = grow(pages) {
                if start != self.end {
                    self.fresh = start;
                }
                self.end = start + pages * PAGE;
                return true;
            }
        }
        false
    }
}

impl Allocator {
    const fn new(grow: Grow) -> Self {
        Self {
            state: UnsafeCell::new(State {
                free: [0; SIZES],
                fresh: 0,
                end: 0,
            }),
            grow,
        }
    }

    /// Make a block larger where it is, if behind it lies what was never used.
    fn stretch(&self, block: *mut u8, old: usize, new: usize) -> bool {
        // SAFETY: it ends with this call.
        let state = unsafe { self.state() };
        let behind = block.expose_provenance() + old;
        let fits = new > old && behind == state.fresh && state.has_fresh(new - old, self.grow);
        // New pages may lie elsewhere.
        let stretched = fits && behind == state.fresh;
        if stretched {
            state.fresh += new - old;
        }
        stretched
    }

    /// # Safety
    /// The result must not outlive the call that it is made in.
    #[allow(
        clippy::mut_from_ref,
        reason = "one thread, and no call is made within another"
    )]
    unsafe fn state(&self) -> &mut State {
        // SAFETY: one thread, and the caller's promise.
        unsafe { &mut *self.state.get() }
    }
}

// SAFETY: a block is taken from never used memory or from the list of its size, which `dealloc` alone adds
// to; so no two that are in use overlap. Both are multiples of `UNIT`, and so are all sizes.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: it ends with this call.
        let state = unsafe { self.state() };
        if layout.align() > UNIT {
            let start = state.take_fresh(
                layout.size().next_multiple_of(UNIT) + layout.align(),
                self.grow,
            );
            return with_exposed_provenance_mut(start.next_multiple_of(layout.align()));
        }
        let (place, size) = size_for(layout.size());
        let free = state.free[place];
        if free == 0 {
            return with_exposed_provenance_mut(state.take_fresh(size, self.grow));
        }
        let block = with_exposed_provenance_mut::<usize>(free);
        // SAFETY: `dealloc` has written the next one's address there.
        state.free[place] = unsafe { block.read() };
        block.cast()
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // So rare that its memory is not used again.
        if layout.align() > UNIT {
            return;
        }
        let (place, _) = size_for(layout.size());
        #[allow(
            clippy::cast_ptr_alignment,
            reason = "every block is aligned to `UNIT`"
        )]
        // SAFETY: it ends with this call; the block is the allocator's again, and one address fits in any.
        unsafe {
            let state = self.state();
            block.cast::<usize>().write(state.free[place]);
            state.free[place] = block.expose_provenance();
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        let ((_, old), (_, new)) = (size_for(layout.size()), size_for(bytes));
        if layout.align() <= UNIT && (old == new || self.stretch(block, old, new)) {
            return block;
        }
        // SAFETY: the caller's promises; the new block is another one.
        unsafe {
            let other = self.alloc(Layout::from_size_align_unchecked(bytes, layout.align()));
            if !other.is_null() {
                copy_nonoverlapping(block, other, layout.size().min(bytes));
                self.dealloc(block, layout);
            }
            other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Allocator, PAGE, UNIT, size_for};
    use core::alloc::{GlobalAlloc, Layout};
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::{prop_oneof, proptest, strategy::Strategy};

    /// A few pages at a time, which do not follow one another.
    fn scattered(pages: usize) -> Option<usize> {
        let memory = || vec![0_u64; pages * PAGE / UNIT].leak();
        (pages < 16).then(|| memory().as_mut_ptr().expose_provenance())
    }

    #[test]
    fn a_size_is_enough_and_at_most_a_quarter_more() {
        for bytes in 1..100_000 {
            let (_, size) = size_for(bytes);
            assert!(size >= bytes && size.is_multiple_of(UNIT), "{bytes}");
            assert!(
                size <= (bytes + bytes / 4).next_multiple_of(UNIT),
                "{bytes}"
            );
        }
    }

    #[test]
    fn each_size_has_one_place_and_each_place_one_size() {
        let found: Vec<_> = (1..100_000).map(size_for).collect();
        for pair in found.windows(2) {
            assert_eq!(pair[0].0 == pair[1].0, pair[0].1 == pair[1].1);
            assert!(pair[0].0 <= pair[1].0);
        }
        assert!(size_for(1 << 31).0 < super::SIZES);
    }

    #[test]
    fn a_block_that_is_given_back_is_used_again() {
        let (allocator, layout) = (Allocator::new(scattered), Layout::new::<[u64; 5]>());
        // SAFETY: the layout has a size, and the block is given back once.
        unsafe {
            let first = allocator.alloc(layout);
            allocator.dealloc(first, layout);
            assert_eq!(allocator.alloc(layout), first);
        }
    }

    #[test]
    fn where_there_is_no_memory_the_answer_is_null() {
        let allocator = Allocator::new(|_| None);
        // SAFETY: the layout has a size.
        assert!(unsafe { allocator.alloc(Layout::new::<u64>()) }.is_null());
    }

    #[derive(Clone, Debug)]
    enum Step {
        Take(usize, u32),
        GiveBack(usize),
        Resize(usize, usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        let bytes = || prop_oneof![1..200_usize, 1..5_000_usize, 1..200_000_usize];
        prop_oneof![
            (bytes(), 0..6_u32).prop_map(|(bytes, align)| Step::Take(bytes, align)),
            any::<usize>().prop_map(Step::GiveBack),
            (any::<usize>(), bytes()).prop_map(|(which, bytes)| Step::Resize(which, bytes)),
        ]
    }

    /// A block in use, filled with one byte.
    struct Block {
        start: *mut u8,
        layout: Layout,
        mark: u8,
    }

    impl Block {
        fn fill(&self) {
            let address = self.start.expose_provenance();
            assert!(address.is_multiple_of(self.layout.align()));
            // SAFETY: the block is that large.
            unsafe { self.start.write_bytes(self.mark, self.layout.size()) };
        }

        fn check(&self, bytes: usize) {
            // SAFETY: the block is that large, and was filled.
            let bytes = unsafe { core::slice::from_raw_parts(self.start, bytes) };
            assert!(bytes.iter().all(|byte| *byte == self.mark));
        }
    }

    proptest! {
        #[test]
        fn blocks_in_use_keep_what_is_in_them(steps in vec(step(), 1..200)) {
            let allocator = Allocator::new(scattered);
            let mut blocks: Vec<Block> = Vec::new();
            for (number, step) in steps.into_iter().enumerate() {
                let mark = u8::try_from(number % 251).expect("below 256");
                match step {
                    Step::Take(bytes, align) => {
                        let layout = Layout::from_size_align(bytes, 1 << align).expect("a layout");
                        // SAFETY: the layout has a size.
                        let start = unsafe { allocator.alloc(layout) };
                        blocks.push(Block { start, layout, mark });
                        blocks.last().expect("it").fill();
                    }
                    Step::GiveBack(which) if !blocks.is_empty() => {
                        let block = blocks.swap_remove(which % blocks.len());
                        block.check(block.layout.size());
                        // SAFETY: it is in use no more.
                        unsafe { allocator.dealloc(block.start, block.layout) };
                    }
                    Step::Resize(which, bytes) if !blocks.is_empty() => {
                        let at = which % blocks.len();
                        let block = &mut blocks[at];
                        // SAFETY: it is in use; the size is above zero.
                        block.start = unsafe { allocator.realloc(block.start, block.layout, bytes) };
                        block.check(bytes.min(block.layout.size()));
                        block.layout = Layout::from_size_align(bytes, block.layout.align()).expect("a layout");
                        block.fill();
                    }
                    _ => {}
                }
            }
            for block in blocks {
                block.check(block.layout.size());
            }
        }
    }
}
