/* Flat records and functions between Rust and libtsk.
 *
 * Why it exists: libtsk's own structures hold unions, bit flags and pointers that differ between releases; the C
 * compiler reads them here from the installed header, and Rust only sees the records below.
 * What it may not do: keep state of its own, print, decide anything about evidence. */
#ifndef SLEUTH_SHIM_H
#define SLEUTH_SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SLEUTH_TEXT_BYTES 1024
#define SLEUTH_LABEL_BYTES 128

typedef struct {
    uint32_t code; /* libtsk's error number; 0 where it gave none */
    char text[SLEUTH_TEXT_BYTES]; /* NUL-terminated, UTF-8 as far as libtsk knows */
} sleuth_error;

typedef struct {
    uint64_t size_bytes;
    uint32_t sector_bytes;
} sleuth_image_facts;

typedef struct {
    uint64_t start_bytes;
    uint64_t length_bytes;
    uint32_t flags; /* SLEUTH_PART_* */
    char label[SLEUTH_LABEL_BYTES]; /* NUL-terminated, cut off */
} sleuth_partition;

typedef struct {
    uint32_t type; /* SLEUTH_FS_* */
    uint32_t flags; /* SLEUTH_FS_HAS_* */
    uint32_t block_bytes;
    uint64_t block_count;
    uint64_t last_block; /* as the file system says */
    uint64_t last_block_present; /* as far as the image reaches */
    uint64_t root;
    uint64_t orphans; /* address of the made-up directory of nameless records */
    uint64_t first_node;
    uint64_t last_node;
} sleuth_fs_facts;

typedef struct {
    const char *name; /* owned by the directory; NUL-terminated */
    uint64_t node;
    uint64_t parent;
    uint32_t sequence;
    uint32_t type; /* SLEUTH_TYPE_* (names) */
    uint32_t live; /* 1: the name is in use */
} sleuth_name;

typedef struct {
    uint64_t node;
    uint64_t size_bytes;
    uint32_t sequence;
    uint32_t type; /* SLEUTH_META_* */
    uint32_t live; /* 1: the record is in use */
    uint32_t compressed;
    int64_t modified, accessed, changed, created, deleted; /* seconds since 1970, 0 where not set */
    uint32_t modified_nanos, accessed_nanos, changed_nanos, created_nanos, deleted_nanos;
} sleuth_node;

typedef struct {
    const char *name; /* owned by the file; NULL where there is none */
    uint64_t size_bytes;
    uint64_t run_bytes; /* bytes that the runs describe; 0 where resident */
    uint64_t lost_bytes; /* of those, runs that libtsk could not find and would fill with zeros */
    uint64_t first_block; /* first block that stands on the image */
    uint32_t has_first_block;
    uint32_t type;
    uint32_t id;
    uint32_t flags; /* SLEUTH_ATTRIBUTE_* */
} sleuth_attribute;

/* The sizes of the records above, in that order, so that the Rust side can compare. */
size_t sleuth_record_bytes(int which);

void *sleuth_image_open(const char *const *paths, int count, int form, sleuth_image_facts *facts, sleuth_error *error);
/* Reads `length` bytes at `offset` into `buffer` and gives their number, or -1 with a text in `error`. */
typedef int64_t (*sleuth_read)(void *reader, int64_t offset, char *buffer, size_t length, char *error);
/* An image whose bytes the caller gives; `reader` is handed back at each read and outlives the image. */
void *sleuth_image_open_reader(void *reader, sleuth_read read, int64_t size, uint32_t sector_bytes, sleuth_error *error);
void sleuth_image_close(void *image);
int64_t sleuth_image_read(void *image, int64_t offset, char *buffer, size_t length, sleuth_error *error);

void *sleuth_table_open(void *image, int kind, sleuth_error *error);
uint32_t sleuth_table_count(void *table);
uint32_t sleuth_table_is_backup(void *table);
const char *sleuth_table_kind(void *table);
int sleuth_table_part(void *table, uint32_t index, sleuth_partition *part);
void sleuth_table_close(void *table);

void *sleuth_fs_open(void *image, int64_t offset, uint32_t type, sleuth_fs_facts *facts, sleuth_error *error);
void sleuth_fs_close(void *fs);

/* `holes` is set where a part of the directory could not be read. */
void *sleuth_directory_open(void *fs, uint64_t node, int *holes, sleuth_error *error);
size_t sleuth_directory_count(void *directory);
int sleuth_directory_name(void *directory, size_t index, sleuth_name *name);
void sleuth_directory_close(void *directory);

void *sleuth_file_open(void *fs, uint64_t node, sleuth_node *facts, sleuth_error *error);
int sleuth_file_attribute_count(void *file, sleuth_error *error);
int sleuth_file_attribute(void *file, int index, sleuth_attribute *attribute, sleuth_error *error);
int64_t sleuth_file_read(void *file, uint32_t type, uint32_t id, int64_t offset, char *buffer, size_t length,
    sleuth_error *error);
int sleuth_file_taken(void *file, uint32_t type, uint32_t id, uint64_t looks_max, uint64_t *looked, uint64_t *taken,
    sleuth_error *error);
void sleuth_file_close(void *file);

#endif
