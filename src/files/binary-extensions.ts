/** Files with these names are not even opened; everything else is judged by its bytes. */
export const BINARY_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    'png jpg jpeg gif bmp ico icns webp avif heic tif tiff psd xcf',
    'mp3 mp4 m4a m4v aac ogg oga ogv opus wav flac aiff mov avi mkv webm wmv flv swf',
    'woff woff2 ttf otf eot',
    'zip gz tgz bz2 xz 7z rar tar zst lz4 br jar war ear apk ipa dmg iso deb rpm cab nupkg whl gem phar',
    'pdf doc docx xls xlsx ppt pptx odt ods odp',
    'exe dll so dylib a o class pyc pyo wasm node pdb elc beam',
    'sqlite sqlite3 mdb accdb ibd myd myi dbf',
    'jks p12 pfx keystore gpg',
  ]
    .join(' ')
    .split(' ')
    .map((name) => '.' + name),
);
