//! Whether a folder lies where the system tells nobody of changes: on another computer's disk.

use std::path::Path;

/// File systems that do not tell of changes made elsewhere.
const SILENT: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
];

/// The kind of network drive that `folder` lies on, where it lies on one. Only Linux says.
pub(super) fn network_drive(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    kind(&mounts, folder).filter(|kind| is_silent(kind)).map(str::to_owned)
}

fn is_silent(kind: &str) -> bool {
    SILENT.contains(&kind) || kind == "fuse" || kind.starts_with("fuse.")
}

/// The kind of file system that `folder` lies on, by the system's list of mounts.
fn kind<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let (place, rest) = line.split_once(" - ")?;
        let point =
            place.split(' ').nth(4)?.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        folder.starts_with(&point).then(|| (Path::new(&point).components().count(), rest.split(' ').next()))
    };
    // Of two mounts at one place, the later covers the earlier.
    let (_, kind) = mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth)?;
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_says_what_a_folder_lies_on() {
        let mounts = "22 1 0:21 / / rw - ext4 /dev/a rw\n\
            30 22 0:30 / /mnt/c rw,noatime shared:1 - 9p drvfs rw\n\
            31 22 0:31 / /mnt/my\\040share rw - cifs //x/y rw\n\
            32 22 0:32 / /home/a/remote rw - fuse.sshfs x: rw\n\
            33 22 0:33 / /mnt/over rw - nfs4 x: rw\n\
            34 33 0:34 / /mnt/over rw - tmpfs tmpfs rw\n";
        for (folder, expected, silent) in [
            ("/home/a/site", "ext4", false),
            ("/mnt/c/site", "9p", true),
            ("/mnt/cabin", "ext4", false),
            ("/mnt/my share/site", "cifs", true),
            ("/home/a/remote/site", "fuse.sshfs", true),
            ("/mnt/over/site", "tmpfs", false),
        ] {
            let found = kind(mounts, Path::new(folder));
            assert_eq!(found, Some(expected), "{folder}");
            assert_eq!(found.is_some_and(is_silent), silent, "{folder}");
        }
    }
}
