/** Room for the longest relative time, `59 minutes ago`, whatever the system's font. */
export const timeWidth = '116px';
