"""Where a store lies: on this computer's own disk or over a network, in a synchronised folder, open to other users or not.

Why it matters: SQLite asks the file system for locks, which network file systems give badly or not at all ("How To Corrupt An
SQLite Database File", section 2.1, sqlite.org/howtocorrupt.html); a service that synchronises a folder copies the file while
it is being written, overwrites one computer's work with another's, and takes copies off the machine.

:func:`describe_place` decides from facts handed to it; :func:`place_of` gathers the facts. Nothing here stops anybody: a place
is told by :func:`warnings`, and the person decides.

What is not seen: a backup program that copies the whole disk; a synchronised folder with a name of its own and no marker file
(the Documents folder that macOS keeps in iCloud, for one); a disk that a colleague may read over the network.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the place of a store."""

    network: str = ""
    """The kind of network file system in words, such as ``NFS``; empty on a disk of this computer."""
    synchronised: str = ""
    """The service that copies the folder to other computers, such as ``Dropbox``; empty when none was recognised."""
    others_can_read: bool = False
    """Whether group or others have any access to the file by its POSIX mode. Always False on Windows, where it is not checked."""


def describe_place(
    path: PurePath, *, platform: str, mounts: str, environ: Mapping[str, str], exists: Callable[[Path], bool], mode: int = 0
) -> Place:
    """Return what the facts say about ``path``.

    Args:
        path: the store, absolute and with symbolic links followed. The file need not be there.
        platform: as in ``sys.platform``.
        mounts: the mounted file systems: on macOS what ``mount`` prints; on Windows a line ``Z: network`` for each drive that is
            a network drive; elsewhere the text of ``/proc/self/mounts``.
        environ: the environment variables.
        exists: tells whether there is a file; the last part of the path it is given may hold ``*`` for any characters.
        mode: POSIX mode bits of the file, 0 when unknown.
    """
    pure: PurePath = PureWindowsPath(_without_long_prefix(str(path))) if platform == "win32" else PurePosixPath(str(path))
    network = _windows_network(pure, mounts) if platform == "win32" else _mounted_network(pure, mounts, platform)
    synchronised = _by_environment(pure, environ) or _by_folder_names(pure) or _by_markers(pure, environ, exists)
    others = platform != "win32" and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))
    return Place(network=network, synchronised=synchronised, others_can_read=others)


def place_of(path: Path) -> Place:
    """Return what this computer says about the place of ``path``, following symbolic links.

    A fact that cannot be had (no ``/proc``, no ``mount``) counts as nothing special.
    """
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # a loop of links: the opening of the store tells it better
        real = path.absolute()
    return describe_place(
        real, platform=sys.platform, mounts=_mounts(real), environ=os.environ, exists=_exists, mode=_mode(real) or 0
    )


def warnings(place: Place) -> tuple[str, ...]:
    """Return what to tell the person: one line each with what, why and what to do; none for a good place."""
    lines = []
    if place.synchronised:
        lines.append(
            f"The store lies in a folder that {place.synchronised} synchronises: two computers may overwrite each other's work, "
            "and copies leave this machine. Keep it in a folder that is not synchronised."
        )
    if place.network:
        lines.append(
            f"The store lies on a network file system ({place.network}): a second computer may not see that it is in use, and a "
            "lost connection can damage it. Keep it on a disk of this computer and put backups on the network."
        )
    if place.others_can_read:
        lines.append(
            "Other users of this computer have access to the store's file: they cannot read it without the passphrase, "
            "but they can copy it and guess. Take their access away with: chmod go= FILE"
        )
    return tuple(lines)


def make_private(path: Path) -> bool:
    """Take every access of group and others away from ``path``; return True when there was some and it is gone.

    False when there was none, when the file is not there, and when the file system or its owner does not let it happen (a
    memory stick with FAT, a file of another user): then :func:`place_of` goes on saying ``others_can_read``.

    On Windows nothing is done or checked: there the mode has a read-only bit only. A file made under the user's profile
    inherits access for that user, the system and administrators; a file made elsewhere may be open to all users of the computer,
    and this program neither sees nor changes that.
    """
    mode = _mode(path)
    if mode is None or not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return False
    try:
        path.chmod(mode & stat.S_IRWXU)
    except OSError:
        return False
    return not (_mode(path) or 0) & (stat.S_IRWXG | stat.S_IRWXO)


# Network file systems

_SMB = "Windows share, SMB"
_DAV = "WebDAV"
_HOST = "folder of the host computer"
_NETWORK = {
    "nfs": "NFS", "nfs3": "NFS", "nfs4": "NFS",
    "cifs": _SMB, "smb2": _SMB, "smb3": _SMB, "smbfs": _SMB, "fuse.smbnetfs": _SMB,
    "sshfs": "SSHFS", "fuse.sshfs": "SSHFS",
    "afs": "AFS", "openafs": "AFS", "coda": "Coda", "afpfs": "Apple share, AFP", "ncpfs": "NetWare share", "ncp": "NetWare share",
    "davfs": _DAV, "davfs2": _DAV, "fuse.davfs": _DAV, "fuse.davfs2": _DAV, "webdav": _DAV,
    "ftp": "FTP", "fuse.curlftpfs": "FTP",
    "gvfs": "GNOME network folder, GVFS", "fuse.gvfsd-fuse": "GNOME network folder, GVFS",
    "fuse.gvfs-fuse-daemon": "GNOME network folder, GVFS", "fuse.kio-fuse": "KDE network folder, KIO",
    "rclone": "rclone", "fuse.rclone": "rclone", "fuse.s3fs": "S3 storage", "fuse.gcsfuse": "Google Cloud Storage",
    "fuse.onedriver": "OneDrive", "fuse.google-drive-ocamlfuse": "Google Drive",
    "ceph": "Ceph", "fuse.ceph": "Ceph", "fuse.ceph-fuse": "Ceph", "glusterfs": "GlusterFS", "fuse.glusterfs": "GlusterFS",
    "lustre": "Lustre", "gpfs": "GPFS", "beegfs": "BeeGFS", "orangefs": "OrangeFS",
    "9p": f"{_HOST}, 9P", "virtiofs": f"{_HOST}, virtiofs", "vboxsf": f"{_HOST}, VirtualBox", "prl_fs": f"{_HOST}, Parallels",
    "vmhgfs": f"{_HOST}, VMware", "fuse.vmhgfs-fuse": f"{_HOST}, VMware",
}  # fmt: skip
"""Words for each network kind, by the name the system gives it. Locks on the folders of a host do not reach the host either."""
_PLAIN_FUSE = frozenset({"fuse", "macfuse", "osxfuse", "fusefs"})
"""Kinds that do not say what lies behind them, so that the source has to."""
_MAC_LINE = re.compile(r"(?P<source>.*?) on (?P<point>/.*) \((?P<kind>[^,()]+)[^()]*\)")
_ESCAPE = re.compile(rb"\\([0-3][0-7]{2})")


def _mounted_network(path: PurePath, mounts: str, platform: str) -> str:
    best, found = -1, ""
    for source, point, kind in _mounted(mounts, platform):
        place = PurePosixPath(point)
        # Of two on the same point the later lies on top: an automounter's entry comes first, then what it has mounted.
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, found = len(place.parts), _network_words(kind, source)
    return found


def _mounted(mounts: str, platform: str) -> Iterator[tuple[str, str, str]]:
    """Yield source, mount point and kind of each mounted file system."""
    for line in mounts.split("\n"):
        if platform == "darwin":
            if match := _MAC_LINE.fullmatch(line):
                yield match["source"], match["point"], match["kind"].strip()
        elif len(fields := line.split(" ")) >= 3:
            yield _unescaped(fields[0]), _unescaped(fields[1]), fields[2]


def _unescaped(field: str) -> str:
    r"""Return a field of ``/proc/self/mounts`` with its octal escapes (``\040`` for a blank) turned into what they mean."""
    raw = _ESCAPE.sub(lambda match: bytes([int(match[1], 8)]), os.fsencode(field))
    return os.fsdecode(raw)


def _network_words(kind: str, source: str) -> str:
    kind = kind.casefold()
    if kind in _PLAIN_FUSE:
        if re.match(r"https?://", source):
            return _DAV
        return "SSHFS" if re.match(r"[^/\s]+@[^/\s]+:", source) else ""
    return _NETWORK.get(kind, "")


def _without_long_prefix(path: str) -> str:
    r"""Return a Windows path without the ``\\?\`` that marks a long one."""
    if path.casefold().startswith("\\\\?\\unc\\"):
        return "\\\\" + path[8:]
    return path.removeprefix("\\\\?\\")


def _windows_network(path: PurePath, mounts: str) -> str:
    drive = path.drive.casefold()
    if drive.startswith("\\\\"):
        server, _, share = drive[2:].partition("\\")
        if server in {"wsl$", "wsl.localhost"}:
            return "folder of the Linux subsystem, 9P"
        return _DAV if "@ssl" in server or share == "davwwwroot" else _SMB
    drives = {line.casefold() for line in mounts.split("\n")}
    return "network drive" if drive and f"{drive} network" in drives else ""


# Synchronised folders

_FOLDERS = tuple(
    (service, re.compile(names, re.IGNORECASE))
    for service, names in (
        ("OneDrive", r"(?:onedrive|skydrive)(?: ?- ?.+)?"),  # "OneDrive - Anytown Council"
        ("Dropbox", r"(?:.+ )?dropbox(?: ?\(.+\))?"),  # "Dropbox (Personal)", "Anytown Dropbox"
        ("Google Drive", r"google ?drive(?: ?[-(].+)?"),
        ("iCloud Drive", r"icloud ?drive|mobile documents|com~apple~clouddocs"),
        ("Nextcloud", r"nextcloud ?\d*"),
        ("ownCloud", r"owncloud ?\d*"),
        ("Box", r"(?-i:Box)|box sync"),  # a folder called "box" is more likely about boxes
        ("Syncthing", r"syncthing"),
        ("Resilio Sync", r"resilio ?sync|btsync|bittorrent ?sync"),
        ("MEGA", r"(?-i:MEGA)|megasync"),
        ("pCloud", r"pcloud ?(?:drive|sync)"),
        ("Proton Drive", r"proton ?drive"),
        ("Seafile", r"seafile"),
        ("Tresorit", r"tresorit(?: drive)?|tresors"),
        ("Yandex Disk", r"yandex[. ]?disk"),
    )
)
_MARKERS = (
    ("Syncthing", ".stfolder"),
    ("Syncthing", ".stignore"),
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Nextcloud or ownCloud", ".sync_*.db"),
    ("Nextcloud or ownCloud", "._sync_*.db"),
    ("Nextcloud or ownCloud", ".owncloudsync.log"),
    ("Nextcloud or ownCloud", ".nextcloudsync.log"),
    ("Resilio Sync", ".sync/ID"),
    ("Google Drive", ".tmp.drivedownload"),
    ("Google Drive", ".tmp.driveupload"),
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B"),
    ("MEGA", ".megaignore"),
)
"""Files and folders that a service keeps at the top of what it synchronises."""
_ONEDRIVE_VARIABLES = frozenset({"ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL"})


def _by_environment(path: PurePath, environ: Mapping[str, str]) -> str:
    """OneDrive names its folders in variables, whatever the folders are called."""
    for name, value in environ.items():
        if name.upper() in _ONEDRIVE_VARIABLES:
            folder = type(path)(value)
            if folder.is_absolute() and len(folder.parts) > 1 and path.is_relative_to(folder):
                return "OneDrive"
    return ""


def _by_folder_names(path: PurePath) -> str:
    for folder in path.parents:
        if folder.parent.name == "CloudStorage":  # where macOS keeps every such service: "Box-Box", "GoogleDrive-NAME"
            service = folder.name.partition("-")[0]
            return _service_of(service) or service
        if service := _service_of(folder.name):
            return service
        if isinstance(folder, PureWindowsPath) and len(folder.parts) == 2 and folder.name in {"My Drive", "Shared drives"}:
            return "Google Drive"  # it shows as a drive of its own there
    return ""


def _service_of(name: str) -> str:
    return next((service for service, names in _FOLDERS if names.fullmatch(name)), "")


def _by_markers(path: PurePath, environ: Mapping[str, str], exists: Callable[[Path], bool]) -> str:
    homes = {type(path)(environ[name]) for name in ("HOME", "USERPROFILE") if environ.get(name)}
    for folder in path.parents:
        for service, marker in _MARKERS:
            if marker == ".dropbox" and folder in homes:
                continue  # there it holds Dropbox's settings and says nothing about the folder
            if exists(Path(str(folder / marker))):
                return service
    return ""


# Facts of this computer


def _exists(path: Path) -> bool:
    try:
        return any(path.parent.glob(path.name)) if "*" in path.name else path.exists()
    except OSError:  # a folder that may not be looked into
        return False


def _mode(path: Path) -> int | None:
    """Return the mode bits of a file, or None where there is no file or the bits mean nothing."""
    if sys.platform == "win32":
        return None
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _mounts(path: Path) -> str:
    """Return the mounted file systems as :func:`describe_place` wants them; empty when they cannot be had."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only here, and not on every platform

        remote = 4  # DRIVE_REMOTE of fileapi.h
        drive = PureWindowsPath(_without_long_prefix(str(path))).drive
        if not drive or drive.startswith("\\\\"):
            return ""
        return f"{drive} network" if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote else ""
    try:
        if sys.platform == "darwin":
            ran = subprocess.run(["/sbin/mount"], capture_output=True, check=True, timeout=5, stdin=subprocess.DEVNULL)
            return os.fsdecode(ran.stdout)
        return os.fsdecode(Path("/proc/self/mounts").read_bytes())
    except (OSError, subprocess.SubprocessError):
        return ""
