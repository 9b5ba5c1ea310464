"""A store on a network share, in a synchronised folder or open to other users is recognised and told plainly."""

from __future__ import annotations

import fnmatch
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from chronology_tui.store.place import Place, describe_place, make_private, place_of, warnings

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="Windows files have no mode bits for group and others")
LINUX_MOUNTS = r"""proc /proc proc rw,relatime 0 0
/dev/sda1 / ext4 rw,relatime 0 0
systemd-1 /mnt/auto autofs rw,relatime,fd=44 0 0
files.example:/team /mnt/auto nfs4 rw,relatime,vers=4.2 0 0
/dev/sdb1 /mnt/auto/stick vfat rw 0 0
//files.example/social\040care /mnt/social\040care cifs rw,vers=3.1.1 0 0
files.example:/old /mnt/old nfs rw 0 0
//files.example/new /mnt/new smb3 rw 0 0
//files.example/very-old /mnt/very-old smbfs rw 0 0
worker@files.example:/home /mnt/ssh fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs 0 0
cloud: /mnt/rclone fuse.rclone rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
https://dav.example/files /mnt/dav fuse rw 0 0
/dev/fuse /mnt/local-fuse fuse.gocryptfs rw 0 0
/dev/sdc1 /mnt/ntfs fuseblk rw 0 0
afs /afs afs rw 0 0
netware /mnt/netware ncpfs rw 0 0
davfs /mnt/davfs davfs rw 0 0
files.example:/cafe /mnt/caf\303\251\134x nfs rw 0 0
"""
MAC_MOUNTS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//worker@files.example/Social%20Care on /Volumes/Social Care on call (smbfs, nodev, nosuid, mounted by worker)
files.example:/team on /Volumes/team (nfs)
//worker@files.example/old on /Volumes/old (afpfs, nodev)
https://dav.example/ on /Volumes/dav (webdav, nodev, noexec, nosuid, mounted by worker)
worker@files.example:/srv on /Volumes/ssh (macfuse, nodev, nosuid, synchronous, mounted by worker)
vault on /Volumes/vault (macfuse, local, nodev, nosuid, synchronous, mounted by worker)
"""


def describe(
    path: str,
    platform: str = "linux",
    *,
    mounts: str = "",
    environ: Mapping[str, str] | None = None,
    files: tuple[str, ...] = (),
    mode: int = 0,
) -> Place:
    pure: PurePath = PureWindowsPath(path) if platform == "win32" else PurePosixPath(path)
    return describe_place(pure, platform=platform, mounts=mounts, environ=environ or {}, exists=among(files, platform), mode=mode)


def among(files: tuple[str, ...], platform: str) -> Callable[[Path], bool]:
    def as_text(path: object) -> str:
        return str(path).replace("\\", "/") if platform == "win32" else str(path)

    return lambda path: any(fnmatch.fnmatchcase(as_text(file), as_text(path)) for file in files)


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/mnt/auto/case.chron", "NFS"),
        ("/mnt/old/deep/down/case.chron", "NFS"),
        ("/mnt/social care/case.chron", "Windows share, SMB"),
        ("/mnt/new/case.chron", "Windows share, SMB"),
        ("/mnt/very-old/case.chron", "Windows share, SMB"),
        ("/mnt/ssh/case.chron", "SSHFS"),
        ("/mnt/c/Users/worker/case.chron", "folder of the host computer, 9P"),
        ("/mnt/rclone/case.chron", "rclone"),
        ("/run/user/1000/gvfs/smb-share/case.chron", "GNOME network folder, GVFS"),
        ("/mnt/dav/case.chron", "WebDAV"),
        ("/mnt/davfs/case.chron", "WebDAV"),
        ("/afs/example/case.chron", "AFS"),
        ("/mnt/netware/case.chron", "NetWare share"),
        ("/mnt/café\\x/case.chron", "NFS"),
        ("/srv/case.chron", ""),
        ("/mnt/old-but-local/case.chron", ""),
        ("/mnt/auto/stick/case.chron", ""),
        ("/mnt/local-fuse/case.chron", ""),
        ("/mnt/ntfs/case.chron", ""),
    ],
)
def test_on_linux_the_innermost_mounted_file_system_decides(path: str, network: str) -> None:
    assert describe(path, mounts=LINUX_MOUNTS) == Place(network=network)


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/Volumes/Social Care on call/case.chron", "Windows share, SMB"),
        ("/Volumes/team/case.chron", "NFS"),
        ("/Volumes/old/case.chron", "Apple share, AFP"),
        ("/Volumes/dav/case.chron", "WebDAV"),
        ("/Volumes/ssh/case.chron", "SSHFS"),
        ("/Volumes/vault/case.chron", ""),
        ("/Users/worker/case.chron", ""),
    ],
)
def test_on_a_mac_the_lines_of_mount_are_read(path: str, network: str) -> None:
    assert describe(path, "darwin", mounts=MAC_MOUNTS) == Place(network=network)


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\files\social care\case.chron", "Windows share, SMB"),
        (r"\\?\UNC\files\team\case.chron", "Windows share, SMB"),
        (r"\\dav.example@SSL\DavWWWRoot\case.chron", "WebDAV"),
        (r"\\wsl.localhost\Linux\srv\case.chron", "folder of the Linux subsystem, 9P"),
        (r"z:\team\case.chron", "network drive"),
        (r"\\?\Z:\team\case.chron", "network drive"),
        (r"C:\Users\worker\case.chron", ""),
        (r"\\?\C:\Users\worker\case.chron", ""),
    ],
)
def test_on_windows_shares_and_network_drives_are_recognised(path: str, network: str) -> None:
    assert describe(path, "win32", mounts="Z: network") == Place(network=network)


@pytest.mark.parametrize("mounts", ["", "\n\n", "nonsense", "a b", "\\999 \\04 nfs", "/dev/x on / apfs"])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_list_of_mounts_that_says_nothing_is_nothing_special(mounts: str, platform: str) -> None:
    assert describe("/srv/case.chron", platform, mounts=mounts) == Place()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Anytown Council", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Anytown Dropbox", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box", "Box"),
        ("Box Sync", "Box"),
        ("Syncthing", "Syncthing"),
        ("Resilio Sync", "Resilio Sync"),
        ("MEGA", "MEGA"),
        ("pCloudDrive", "pCloud"),
        ("Library/CloudStorage/OneDrive-Anytown", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-worker@example.org/My Drive", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Library/CloudStorage/SomeNewService-Work", "SomeNewService"),
        ("box", ""),
        ("mega", ""),
        ("Dropboxes", ""),
        ("OneDriver", ""),
        ("My Drive", ""),
    ],
)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_synchronised_folder_is_known_by_its_name(folder: str, service: str, platform: str) -> None:
    home = "C:/Users/worker" if platform == "win32" else "/srv/worker"
    assert describe(f"{home}/{folder}/cases/case.chron", platform) == Place(synchronised=service)


def test_the_name_of_the_store_itself_is_no_folder() -> None:
    assert describe("/srv/worker/Dropbox") == Place()


def test_the_drive_that_google_makes_on_windows_is_known() -> None:
    assert describe(r"G:\My Drive\case.chron", "win32").synchronised == "Google Drive"


@pytest.mark.parametrize("variable", ["OneDrive", "ONEDRIVE", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_is_known_by_its_variables_whatever_the_folder_is_called(variable: str) -> None:
    environ = {variable: r"D:\Anytown files"}
    assert describe(r"d:\anytown FILES\cases\case.chron", "win32", environ=environ).synchronised == "OneDrive"
    assert describe(r"D:\Anytown files of mine\case.chron", "win32", environ=environ).synchronised == ""


@pytest.mark.parametrize("value", ["", "relative", "C:\\", "C:"])
def test_a_variable_that_names_no_folder_is_passed_over(value: str) -> None:
    assert describe(r"C:\Users\worker\case.chron", "win32", environ={"OneDrive": value}) == Place()


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0123456789ab.db", "Nextcloud or ownCloud"),
        ("._sync_0123456789ab.db", "Nextcloud or ownCloud"),
        (".owncloudsync.log", "Nextcloud or ownCloud"),
        (".sync/ID", "Resilio Sync"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_synchronised_folder_is_known_by_what_the_service_keeps_in_it(marker: str, service: str, platform: str) -> None:
    root = "D:/work" if platform == "win32" else "/srv/work"
    files = (f"{root}/shared/{marker}",)
    assert describe(f"{root}/shared/a/b/case.chron", platform, files=files) == Place(synchronised=service)
    assert describe(f"{root}/own/case.chron", platform, files=files) == Place()


def test_the_settings_of_dropbox_in_the_home_folder_say_nothing_about_the_home_folder() -> None:
    files, environ = ("/srv/worker/.dropbox",), {"HOME": "/srv/worker"}
    assert describe("/srv/worker/cases/case.chron", files=files, environ=environ) == Place()


@pytest.mark.parametrize(
    ("mode", "open_to_others"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o620, True)]
)
def test_access_of_others_is_read_from_the_mode(mode: int, *, open_to_others: bool) -> None:
    assert describe("/srv/case.chron", mode=mode).others_can_read is open_to_others
    assert not describe(r"C:\case.chron", "win32", mode=mode).others_can_read


def test_a_good_place_needs_no_words() -> None:
    assert warnings(Place()) == ()


def test_each_warning_is_one_line_with_what_why_and_what_to_do() -> None:
    synchronised, network, others = warnings(Place(network="NFS", synchronised="Dropbox", others_can_read=True))
    assert synchronised == (
        "The store lies in a folder that Dropbox synchronises: two computers may overwrite each other's work, and copies leave "
        "this machine. Keep it in a folder that is not synchronised."
    )
    assert "network file system (NFS)" in network
    assert "Keep it on a disk of this computer" in network
    assert "Other users of this computer" in others
    assert "chmod go=" in others
    assert not any("\n" in line for line in (synchronised, network, others))


@pytest.mark.parametrize("marker", [".stfolder", ".sync_0123456789ab.db"])
def test_the_facts_are_gathered_from_this_computer(tmp_path: Path, marker: str) -> None:
    store = tmp_path / "cases" / "case.chron"
    store.parent.mkdir()
    store.write_bytes(b"store")
    store.chmod(0o600)
    before = place_of(store)
    assert not before.others_can_read
    assert before.synchronised == ""
    (tmp_path / marker).write_bytes(b"")
    assert place_of(store).synchronised in {"Syncthing", "Nextcloud or ownCloud"}


def test_a_link_is_followed_to_where_the_store_really_lies(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    store = tmp_path / "Dropbox" / "case.chron"
    store.write_bytes(b"store")
    link = tmp_path / "case.chron"
    try:
        link.symlink_to(store)
    except OSError:
        pytest.skip("links may not be made here")
    assert place_of(link).synchronised == "Dropbox"


def test_a_store_that_is_not_there_yet_has_a_place_too(tmp_path: Path) -> None:
    assert place_of(tmp_path / "Nextcloud" / "new.chron") == Place(network=place_of(tmp_path).network, synchronised="Nextcloud")


@POSIX_ONLY
def test_a_mac_is_asked_what_is_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, MAC_MOUNTS.encode(), b"")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert place_of(Path("/Volumes/team/case.chron")).network == "NFS"
    assert asked == [["/sbin/mount"]]


@POSIX_ONLY
@pytest.mark.parametrize("fault", [FileNotFoundError(2, "gone"), subprocess.TimeoutExpired("mount", 5)])
def test_a_mac_that_does_not_answer_stops_nobody(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def run(_command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        raise fault

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert place_of(Path("/Volumes/team/case.chron")) == Place()


@POSIX_ONLY
def test_a_loop_of_links_is_left_to_the_opening_to_tell(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert not place_of(loop / "case.chron").others_can_read


@POSIX_ONLY
@pytest.mark.parametrize(("before", "after", "had_to"), [(0o644, 0o600, True), (0o660, 0o600, True), (0o600, 0o600, False)])
def test_access_of_others_is_taken_away(tmp_path: Path, before: int, after: int, *, had_to: bool) -> None:
    store = tmp_path / "case.chron"
    store.write_bytes(b"store")
    store.chmod(before)
    assert place_of(store).others_can_read is had_to
    assert make_private(store) is had_to
    assert stat.S_IMODE(store.stat().st_mode) == after
    assert not place_of(store).others_can_read


def test_a_file_that_is_not_there_needs_nothing_taken_away(tmp_path: Path) -> None:
    assert make_private(tmp_path / "gone.chron") is False


@POSIX_ONLY
@pytest.mark.parametrize("refused", [True, False])
def test_a_file_system_that_keeps_its_own_mind_is_told_by_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, refused: bool
) -> None:
    store = tmp_path / "case.chron"
    store.write_bytes(b"store")
    store.chmod(0o644)

    def chmod(_path: Path, _mode: int) -> None:  # a memory stick with FAT refuses, or takes the call and changes nothing
        if refused:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", chmod)
    assert make_private(store) is False
    assert place_of(store).others_can_read
