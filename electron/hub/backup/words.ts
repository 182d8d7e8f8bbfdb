/** What backups and restore say to the person at the screen. */
export const words = {
  noKey:
    'No copies are made yet: this computer has no keychain to keep their key, and a copy that anybody can read is none. Set a recovery passphrase below.',
  notMade: 'The copy could not be made.',
  notWhole: 'The stored data is damaged, so the copy was not kept. Put back an earlier copy.',
  noRoom: (needed: string) => `There is no room for a copy: it needs about ${needed}. Free some space on the disk.`,
  diskFull: 'The disk became full while the copy was made. Free some space; the copies from before are there still.',
  noRoomToRestore: 'There is no room to put the copy back. Free some space on the disk; nothing was changed.',
  busy: 'A copy is being made or put back already. Wait until it is done.',
  closing: 'The app is closing.',
  foreign: 'This file is no copy made by PTP Comms Hub.',
  newerFormat: 'This copy was made by a newer version of PTP Comms Hub. Install that version to put it back.',
  newerSchema:
    'The data in this copy was last used by a newer version of PTP Comms Hub. Install that version to put it back.',
  damaged: 'This copy is damaged and cannot be put back. Choose another one; nothing was changed.',
  gone: 'This copy is not there any more. Choose another one.',
  needsPassphrase: 'Its key is not on this computer. Enter the recovery passphrase that was set when it was made.',
  needsOtherComputer:
    'Its key is in the keychain of the computer that made it, and no recovery passphrase was set there. It opens on that computer alone.',
  wrongPassphrase:
    'That is not the passphrase of this copy. It opens with the recovery passphrase that was set when it was made.',
  notPrepared: 'The copy could not be made ready. Nothing was changed.',
  restoring: 'A copy is being put back. That takes a moment.',
  olderInFolder: (path: string) =>
    `Older copies lie in ${path} still: it is not there now, or cannot be written to. Plug it in, then drop them again.`,
  folderMissing: 'This folder is not there. Plug the stick in, or choose another folder.',
  folderOurs: 'Choose a folder outside the app’s own data folder: both would be lost together.',
  folderRefused: 'This folder cannot be written to. Choose another one.',
  folderFull: 'This folder is full. Free some space on it, or choose another one.',
  notAbsolute: 'Enter the whole path of the folder, as /media/stick or D:\\Copies.',
} as const
