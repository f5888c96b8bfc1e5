#include <iconv.h>

// Linux calls that the C library has and its headers show to GNU programs only.

/// Renames; with RENAME_EXCHANGE both names change places at once (renameat2(2)).
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);
