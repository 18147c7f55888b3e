/** What the file system says, for people. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it is there already',
  EFBIG: 'it would be too large',
  EIO: 'the disk does not answer',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link, or there are too many of them',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is no folder',
  EPIPE: 'nobody reads it',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is being run',
};

/** What is being done when a system call fails; reading and looking are all the others. */
const WRITING: ReadonlySet<string> = new Set([
  ...['chmod', 'chown', 'fchmod', 'fchown', 'fsync', 'link', 'mkdir', 'rename', 'unlink', 'write'],
]);

/** Whether it is the system that refused, and not our own mistake. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === 'string' && typeof syscall === 'string';
}

/** `permission denied (EACCES)`. */
export function meaningOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === undefined) return message;
  const meaning = MEANINGS[code];
  return meaning === undefined ? code : `${meaning} (${code})`;
}

/** `Cannot write out/a.json: no space is left on the disk (ENOSPC)`; paths are absolute. */
export function describeSystemError(error: NodeJS.ErrnoException): string {
  const { path, syscall = '' } = error;
  if (syscall === 'uv_cwd') return 'The working directory is gone: go to a folder that exists';
  const verb = WRITING.has(syscall) ? 'write' : 'read';
  return `Cannot ${verb} ${path ?? 'what is needed'}: ${meaningOf(error)}`;
}
