//! Who is in which group, side by side in one array.

/// Members of numbered groups.
#[derive(Debug)]
pub(super) struct Groups {
    begins: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    /// Sorts nodes by the number of their group (by counting); `of` holds numbers below `count`.
    pub(super) fn sort(of: &[u32], count: usize) -> Self {
        let mut begins = vec![0_u32; count + 1];
        for &group in of {
            begins[group as usize + 1] += 1;
        }
        for group in 0..count {
            begins[group + 1] += begins[group];
        }
        let mut next = begins.clone();
        let mut members = vec![0_u32; of.len()];
        for (node, &group) in of.iter().enumerate() {
            let slot = &mut next[group as usize];
            members[*slot as usize] = node as u32;
            *slot += 1;
        }
        Self { begins, members }
    }

    /// Number of groups.
    pub(super) fn count(&self) -> usize {
        self.begins.len() - 1
    }

    /// Members of a group, ascending.
    pub(super) fn of(&self, group: usize) -> &[u32] {
        &self.members[self.begin(group)..self.begin(group + 1)]
    }

    /// Where a group begins among all members.
    pub(super) fn begin(&self, group: usize) -> usize {
        self.begins[group] as usize
    }

    /// Members of all groups, one group after the other.
    pub(super) fn members(&self) -> &[u32] {
        &self.members
    }
}

/// Renumbers labels below `bound` to 0, 1, 2 ... in order of appearance; gives how many there are.
pub(super) fn renumber(labels: &mut [u32], bound: usize) -> usize {
    let mut number = vec![u32::MAX; bound];
    let mut count = 0_u32;
    for label in labels {
        let number = &mut number[*label as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *label = *number;
    }
    count as usize
}
