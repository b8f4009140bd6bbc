/* See shim.h: why this exists and what it may not do. */
#include "shim.h"

#include <stdlib.h>
#include <string.h>
#include <tsk/libtsk.h>

static void take_error(sleuth_error *error)
{
    const char *text = tsk_error_get();
    memset(error, 0, sizeof *error);
    error->code = tsk_error_get_errno();
    if (text != NULL)
        strncpy(error->text, text, SLEUTH_TEXT_BYTES - 1);
    tsk_error_reset();
}

size_t sleuth_record_bytes(int which)
{
    switch (which) {
    case 0: return sizeof(sleuth_error);
    case 1: return sizeof(sleuth_image_facts);
    case 2: return sizeof(sleuth_partition);
    case 3: return sizeof(sleuth_fs_facts);
    case 4: return sizeof(sleuth_name);
    case 5: return sizeof(sleuth_node);
    case 6: return sizeof(sleuth_attribute);
    default: return 0;
    }
}

/* ---- Images ---- */

/* Every image goes through a record of our own, for one reason: where a read fails whose length is no whole number of
 * sectors, libtsk 4.11 answers with the bytes of uninitialised memory as if it had read them
 * (tsk_img_read_no_cache). Here such a buffer is filled with zeros, and the failure is kept beside libtsk's answer. */
typedef struct {
    TSK_IMG_INFO image; /* first: libtsk takes the address of this for its own */
    TSK_IMG_INFO *inner; /* libtsk's reader of a form, or NULL */
    void *reader; /* the caller's reader, where there is no inner one */
    sleuth_read read;
} wrapped_image;

static _Thread_local int read_failed;
static _Thread_local char read_failed_text[SLEUTH_TEXT_BYTES];

static void begin(void)
{
    tsk_error_reset();
    read_failed = 0;
}

/* Gives 1, with the reason, where a read failed since `begin` and libtsk may have gone on regardless. */
static int failed_unseen(sleuth_error *error)
{
    if (!read_failed)
        return 0;
    memset(error, 0, sizeof *error);
    error->code = TSK_ERR_IMG_READ;
    strncpy(error->text, read_failed_text, SLEUTH_TEXT_BYTES - 1);
    tsk_error_reset();
    return 1;
}

static ssize_t read_inner(wrapped_image *ours, TSK_OFF_T offset, char *buffer, size_t length, char *text)
{
    ssize_t got;

    if (ours->inner == NULL)
        return ours->read(ours->reader, offset, buffer, length, text);
    got = ours->inner->read(ours->inner, offset, buffer, length);
    if (got < 0) {
        const char *said = tsk_error_get();
        strncpy(text, said == NULL ? "the image can't be read" : said, SLEUTH_TEXT_BYTES - 1);
    }
    return got;
}

static ssize_t read_wrapped(TSK_IMG_INFO *image, TSK_OFF_T offset, char *buffer, size_t length)
{
    wrapped_image *ours = (wrapped_image *)image;
    char text[SLEUTH_TEXT_BYTES] = "";
    int into_cache = buffer >= image->cache[0] && buffer < image->cache[0] + sizeof image->cache;
    size_t wanted = length;
    ssize_t got;

    if (offset < 0 || offset >= image->size) {
        /* Probing past the end is libtsk's way to find backups; it is no failure of the image. */
        memset(buffer, 0, length);
        tsk_error_reset();
        tsk_error_set_errno(TSK_ERR_IMG_READ_OFF);
        tsk_error_set_errstr("read past the end of the image: %" PRIdOFF, offset);
        return -1;
    }
    /* libtsk rounds up to whole sectors, also past the end of the last one. */
    if ((uint64_t)wanted > (uint64_t)(image->size - offset))
        wanted = (size_t)(image->size - offset);
    got = read_inner(ours, offset, buffer, wanted, text);
    if (got == (ssize_t)wanted) {
        memset(buffer + wanted, 0, length - wanted);
        return got;
    }
    if (got >= 0)
        snprintf(text, sizeof text, "the image gave %zd bytes of %zu at byte %" PRIdOFF, got, wanted, offset);
    memset(buffer, 0, length);
    /* A failed fill of the cache is tried again by libtsk with the bytes that were asked for. */
    if (!into_cache) {
        read_failed = 1;
        memcpy(read_failed_text, text, sizeof text);
    }
    tsk_error_reset();
    tsk_error_set_errno(TSK_ERR_IMG_READ);
    tsk_error_set_errstr("%s", text);
    return -1;
}

static void close_wrapped(TSK_IMG_INFO *image)
{
    wrapped_image *ours = (wrapped_image *)image;

    if (ours->inner != NULL)
        tsk_img_close(ours->inner);
    free(ours);
}

static void say_nothing(TSK_IMG_INFO *image, FILE *file)
{
    (void)image;
    (void)file;
}

static void *wrap(TSK_IMG_INFO *inner, void *reader, sleuth_read read, int64_t size, uint32_t sector_bytes,
    sleuth_error *error)
{
    wrapped_image *ours = calloc(1, sizeof *ours);
    TSK_IMG_INFO *image;

    if (ours == NULL) {
        if (inner != NULL)
            tsk_img_close(inner);
        return NULL;
    }
    ours->inner = inner;
    ours->reader = reader;
    ours->read = read;
    image = tsk_img_open_external(ours, size, sector_bytes, read_wrapped, close_wrapped, say_nothing);
    if (image == NULL) {
        take_error(error);
        close_wrapped(&ours->image);
    }
    return image;
}

void *sleuth_image_open(const char *const *paths, int count, int form, sleuth_image_facts *facts, sleuth_error *error)
{
    static const TSK_IMG_TYPE_ENUM forms[] = {
        TSK_IMG_TYPE_RAW, TSK_IMG_TYPE_EWF_EWF, TSK_IMG_TYPE_VMDK_VMDK, TSK_IMG_TYPE_VHD_VHD};
    TSK_IMG_INFO *image;

    begin();
    memset(facts, 0, sizeof *facts);
    memset(error, 0, sizeof *error);
    if (count < 1 || form < 0 || form >= (int)(sizeof forms / sizeof forms[0]))
        return NULL;
    image = tsk_img_open(count, (const TSK_TCHAR *const *)paths, forms[form], 0);
    if (image == NULL) {
        take_error(error);
        return NULL;
    }
    facts->size_bytes = image->size < 0 ? 0 : (uint64_t)image->size;
    facts->sector_bytes = image->sector_size;
    return wrap(image, NULL, NULL, image->size, image->sector_size, error);
}

void *sleuth_image_open_reader(void *reader, sleuth_read read, int64_t size, uint32_t sector_bytes, sleuth_error *error)
{
    begin();
    memset(error, 0, sizeof *error);
    return wrap(NULL, reader, read, size, sector_bytes, error);
}

void sleuth_image_close(void *image)
{
    tsk_img_close(image);
}

int64_t sleuth_image_read(void *image, int64_t offset, char *buffer, size_t length, sleuth_error *error)
{
    ssize_t got;

    begin();
    got = tsk_img_read(image, offset, buffer, length);
    if (failed_unseen(error))
        return -1;
    if (got < 0)
        take_error(error);
    return got;
}

/* ---- Partition tables ---- */

void *sleuth_table_open(void *image, int kind, sleuth_error *error)
{
    static const TSK_VS_TYPE_ENUM kinds[] = {
        TSK_VS_TYPE_DETECT, TSK_VS_TYPE_DOS, TSK_VS_TYPE_GPT, TSK_VS_TYPE_BSD, TSK_VS_TYPE_SUN, TSK_VS_TYPE_MAC};
    TSK_VS_INFO *table;

    begin();
    memset(error, 0, sizeof *error);
    if (kind < 0 || kind >= (int)(sizeof kinds / sizeof kinds[0]))
        return NULL;
    table = tsk_vs_open(image, 0, kinds[kind]);
    if (table == NULL)
        take_error(error);
    return table;
}

uint32_t sleuth_table_count(void *table)
{
    return ((TSK_VS_INFO *)table)->part_count;
}

uint32_t sleuth_table_is_backup(void *table)
{
    return ((TSK_VS_INFO *)table)->is_backup ? 1 : 0;
}

const char *sleuth_table_kind(void *table)
{
    return tsk_vs_type_toname(((TSK_VS_INFO *)table)->vstype);
}

int sleuth_table_part(void *table, uint32_t index, sleuth_partition *part)
{
    TSK_VS_INFO *vs = table;
    const TSK_VS_PART_INFO *found = tsk_vs_part_get(vs, index);

    memset(part, 0, sizeof *part);
    if (found == NULL) {
        tsk_error_reset();
        return 0;
    }
    /* Sector numbers come from the carrier: a product that does not fit is given as the largest value. */
    if (__builtin_mul_overflow((uint64_t)found->start, (uint64_t)vs->block_size, &part->start_bytes)
        || __builtin_add_overflow(part->start_bytes, (uint64_t)vs->offset, &part->start_bytes))
        part->start_bytes = UINT64_MAX;
    if (__builtin_mul_overflow((uint64_t)found->len, (uint64_t)vs->block_size, &part->length_bytes))
        part->length_bytes = UINT64_MAX;
    part->flags = (uint32_t)found->flags;
    if (found->desc != NULL)
        strncpy(part->label, found->desc, SLEUTH_LABEL_BYTES - 1);
    return 1;
}

void sleuth_table_close(void *table)
{
    tsk_vs_close(table);
}

/* ---- File systems ---- */

void *sleuth_fs_open(void *image, int64_t offset, uint32_t type, sleuth_fs_facts *facts, sleuth_error *error)
{
    TSK_FS_INFO *fs;

    begin();
    memset(facts, 0, sizeof *facts);
    memset(error, 0, sizeof *error);
    fs = tsk_fs_open_img(image, offset, (TSK_FS_TYPE_ENUM)type);
    if (fs == NULL) {
        take_error(error);
        return NULL;
    }
    facts->type = (uint32_t)fs->ftype;
    facts->flags = (uint32_t)fs->flags;
    facts->block_bytes = fs->block_size;
    facts->block_count = fs->block_count;
    facts->last_block = fs->last_block;
    facts->last_block_present = fs->last_block_act;
    facts->root = fs->root_inum;
    facts->orphans = TSK_FS_ORPHANDIR_INUM(fs);
    facts->first_node = fs->first_inum;
    facts->last_node = fs->last_inum;
    return fs;
}

void sleuth_fs_close(void *fs)
{
    tsk_fs_close(fs);
}

/* ---- Directories ---- */

void *sleuth_directory_open(void *fs, uint64_t node, int *holes, sleuth_error *error)
{
    TSK_FS_DIR *directory;

    begin();
    memset(error, 0, sizeof *error);
    directory = tsk_fs_dir_open_meta(fs, node);
    *holes = read_failed;
    if (directory == NULL)
        take_error(error);
    return directory;
}

size_t sleuth_directory_count(void *directory)
{
    return tsk_fs_dir_getsize(directory);
}

int sleuth_directory_name(void *directory, size_t index, sleuth_name *name)
{
    const TSK_FS_NAME *found = tsk_fs_dir_get_name(directory, index);

    memset(name, 0, sizeof *name);
    if (found == NULL) {
        tsk_error_reset();
        return 0;
    }
    name->name = found->name;
    name->node = found->meta_addr;
    name->parent = found->par_addr;
    name->sequence = found->meta_seq;
    name->type = (uint32_t)found->type;
    name->live = (found->flags & TSK_FS_NAME_FLAG_ALLOC) ? 1 : 0;
    return 1;
}

void sleuth_directory_close(void *directory)
{
    tsk_fs_dir_close(directory);
}

/* ---- Files ---- */

static void copy_times(const TSK_FS_FILE *file, sleuth_node *facts)
{
    const TSK_FS_META *meta = file->meta;

    facts->modified = meta->mtime;
    facts->modified_nanos = meta->mtime_nano;
    facts->accessed = meta->atime;
    facts->accessed_nanos = meta->atime_nano;
    facts->changed = meta->ctime;
    facts->changed_nanos = meta->ctime_nano;
    facts->created = meta->crtime;
    facts->created_nanos = meta->crtime_nano;
    /* The union holds a time of deletion only for the ext family. */
    if (TSK_FS_TYPE_ISEXT(file->fs_info->ftype)) {
        facts->deleted = meta->time2.ext2.dtime;
        facts->deleted_nanos = meta->time2.ext2.dtime_nano;
    }
}

void *sleuth_file_open(void *fs, uint64_t node, sleuth_node *facts, sleuth_error *error)
{
    TSK_FS_FILE *file;

    begin();
    memset(facts, 0, sizeof *facts);
    memset(error, 0, sizeof *error);
    file = tsk_fs_file_open_meta(fs, NULL, node);
    if (file != NULL && failed_unseen(error)) {
        tsk_fs_file_close(file);
        return NULL;
    }
    if (file == NULL || file->meta == NULL) {
        take_error(error);
        if (file != NULL)
            tsk_fs_file_close(file);
        return NULL;
    }
    facts->node = file->meta->addr;
    facts->size_bytes = file->meta->size < 0 ? 0 : (uint64_t)file->meta->size;
    facts->sequence = file->meta->seq;
    facts->type = (uint32_t)file->meta->type;
    facts->live = (file->meta->flags & TSK_FS_META_FLAG_ALLOC) ? 1 : 0;
    facts->compressed = (file->meta->flags & TSK_FS_META_FLAG_COMP) ? 1 : 0;
    copy_times(file, facts);
    return file;
}

int sleuth_file_attribute_count(void *file, sleuth_error *error)
{
    TSK_FS_FILE *open = file;
    int count;

    begin();
    memset(error, 0, sizeof *error);
    count = tsk_fs_file_attr_getsize(open);
    if (failed_unseen(error))
        return -1;
    /* libtsk answers 0 both for "none" and for "could not be read". */
    if (count == 0 && open->meta->attr_state == TSK_FS_META_ATTR_ERROR) {
        take_error(error);
        return -1;
    }
    tsk_error_reset();
    return count;
}

static const TSK_FS_ATTR *find_attribute(void *file, uint32_t type, uint32_t id)
{
    return tsk_fs_file_attr_get_type(file, (TSK_FS_ATTR_TYPE_ENUM)type, (uint16_t)id, 1);
}

int sleuth_file_attribute(void *file, int index, sleuth_attribute *attribute, sleuth_error *error)
{
    const TSK_FS_FILE *open = file;
    const TSK_FS_ATTR *found;
    const TSK_FS_ATTR_RUN *run;
    uint64_t block = open->fs_info->block_size;

    tsk_error_reset();
    memset(attribute, 0, sizeof *attribute);
    memset(error, 0, sizeof *error);
    found = tsk_fs_file_attr_get_idx(file, index);
    if (found == NULL) {
        take_error(error);
        return 0;
    }
    attribute->name = found->name;
    attribute->size_bytes = found->size < 0 ? 0 : (uint64_t)found->size;
    attribute->type = (uint32_t)found->type;
    attribute->id = found->id;
    attribute->flags = (uint32_t)found->flags;
    if (!(found->flags & TSK_FS_ATTR_NONRES))
        return 1;
    for (run = found->nrd.run; run != NULL; run = run->next) {
        uint64_t bytes;
        if (__builtin_mul_overflow((uint64_t)run->len, block, &bytes)
            || __builtin_add_overflow(attribute->run_bytes, bytes, &attribute->run_bytes))
            attribute->run_bytes = UINT64_MAX;
        if (run->flags & TSK_FS_ATTR_RUN_FLAG_FILLER) {
            attribute->lost_bytes += bytes;
        } else if (!(run->flags & TSK_FS_ATTR_RUN_FLAG_SPARSE) && !attribute->has_first_block && run->len > 0) {
            attribute->first_block = run->addr;
            attribute->has_first_block = 1;
        }
    }
    return 1;
}

int64_t sleuth_file_read(void *file, uint32_t type, uint32_t id, int64_t offset, char *buffer, size_t length,
    sleuth_error *error)
{
    const TSK_FS_ATTR *found;
    ssize_t got;

    begin();
    found = find_attribute(file, type, id);
    if (found == NULL) {
        take_error(error);
        return -1;
    }
    got = tsk_fs_attr_read(found, offset, buffer, length, TSK_FS_FILE_READ_FLAG_NONE);
    if (failed_unseen(error))
        return -1;
    if (got < 0)
        take_error(error);
    return got;
}

int sleuth_file_taken(void *file, uint32_t type, uint32_t id, uint64_t looks_max, uint64_t *looked, uint64_t *taken,
    sleuth_error *error)
{
    TSK_FS_FILE *open = file;
    const TSK_FS_ATTR *found;
    const TSK_FS_ATTR_RUN *run;
    uint64_t blocks = 0, stride;

    *looked = 0;
    *taken = 0;
    tsk_error_reset();
    memset(error, 0, sizeof *error);
    found = find_attribute(file, type, id);
    if (found == NULL) {
        take_error(error);
        return 0;
    }
    if (!(found->flags & TSK_FS_ATTR_NONRES) || open->fs_info->block_getflags == NULL)
        return 1;
    for (run = found->nrd.run; run != NULL; run = run->next)
        if (!(run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER)))
            blocks += run->len;
    stride = looks_max == 0 || blocks <= looks_max ? 1 : blocks / looks_max + 1;
    for (run = found->nrd.run; run != NULL; run = run->next) {
        TSK_DADDR_T at;
        if (run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER))
            continue;
        for (at = 0; at < run->len && *looked < looks_max; at += stride) {
            TSK_DADDR_T addr = run->addr + at;
            if (addr < open->fs_info->first_block || addr > open->fs_info->last_block)
                break;
            *looked += 1;
            if (open->fs_info->block_getflags(open->fs_info, addr) & TSK_FS_BLOCK_FLAG_ALLOC)
                *taken += 1;
        }
    }
    tsk_error_reset();
    return 1;
}

void sleuth_file_close(void *file)
{
    tsk_fs_file_close(file);
}

/* The numbers that the Rust side knows by heart; the build stops where a header disagrees. */
_Static_assert(TSK_VS_PART_FLAG_ALLOC == 1 && TSK_VS_PART_FLAG_UNALLOC == 2 && TSK_VS_PART_FLAG_META == 4, "parts");
_Static_assert(TSK_FS_TYPE_NTFS == 0x1 && TSK_FS_TYPE_FAT12 == 0x2 && TSK_FS_TYPE_FAT16 == 0x4
    && TSK_FS_TYPE_FAT32 == 0x8 && TSK_FS_TYPE_EXFAT == 0xa && TSK_FS_TYPE_FAT_DETECT == 0xe, "fat and ntfs");
_Static_assert(TSK_FS_TYPE_FFS1 == 0x10 && TSK_FS_TYPE_FFS1B == 0x20 && TSK_FS_TYPE_FFS2 == 0x40
    && TSK_FS_TYPE_FFS_DETECT == 0x70, "ufs");
_Static_assert(TSK_FS_TYPE_EXT2 == 0x80 && TSK_FS_TYPE_EXT3 == 0x100 && TSK_FS_TYPE_EXT4 == 0x2000
    && TSK_FS_TYPE_EXT_DETECT == 0x2180, "ext");
_Static_assert(TSK_FS_TYPE_ISO9660 == 0x800 && TSK_FS_TYPE_HFS == 0x1000 && TSK_FS_TYPE_HFS_DETECT == 0x9000
    && TSK_FS_TYPE_HFS_LEGACY == 0x8000 && TSK_FS_TYPE_YAFFS2 == 0x4000 && TSK_FS_TYPE_APFS == 0x10000, "others");
_Static_assert(TSK_FS_INFO_FLAG_HAVE_SEQ == 1 && TSK_FS_INFO_FLAG_ENCRYPTED == 4, "file system flags");
_Static_assert(TSK_FS_NAME_TYPE_FIFO == 1 && TSK_FS_NAME_TYPE_CHR == 2 && TSK_FS_NAME_TYPE_DIR == 3
    && TSK_FS_NAME_TYPE_BLK == 4 && TSK_FS_NAME_TYPE_REG == 5 && TSK_FS_NAME_TYPE_LNK == 6
    && TSK_FS_NAME_TYPE_SOCK == 7 && TSK_FS_NAME_TYPE_VIRT == 10 && TSK_FS_NAME_TYPE_VIRT_DIR == 11, "names");
_Static_assert(TSK_FS_META_TYPE_REG == 1 && TSK_FS_META_TYPE_DIR == 2 && TSK_FS_META_TYPE_FIFO == 3
    && TSK_FS_META_TYPE_CHR == 4 && TSK_FS_META_TYPE_BLK == 5 && TSK_FS_META_TYPE_LNK == 6
    && TSK_FS_META_TYPE_SOCK == 8 && TSK_FS_META_TYPE_VIRT == 10 && TSK_FS_META_TYPE_VIRT_DIR == 11, "records");
_Static_assert(TSK_FS_ATTR_NONRES == 0x2 && TSK_FS_ATTR_RES == 0x4 && TSK_FS_ATTR_ENC == 0x10
    && TSK_FS_ATTR_COMP == 0x20 && TSK_FS_ATTR_SPARSE == 0x40 && TSK_FS_ATTR_RECOVERY == 0x80, "attribute flags");
_Static_assert(TSK_FS_ATTR_TYPE_DEFAULT == 0x1 && TSK_FS_ATTR_TYPE_NTFS_DATA == 0x80
    && TSK_FS_ATTR_TYPE_HFS_DATA == 0x1100 && TSK_FS_ATTR_TYPE_HFS_RSRC == 0x1101, "attribute types");
_Static_assert((TSK_ERR_FS | 18) == TSK_ERR_FS_ENCRYPTED && (TSK_ERR_FS | 19) == TSK_ERR_FS_POSSIBLY_ENCRYPTED
    && TSK_ERR_FS_UNKTYPE == 0x08000000 && TSK_ERR_VS_UNKTYPE == 0x04000000 && TSK_ERR_VS_ENCRYPTED == 0x04000008
    && TSK_ERR_FS_RECOVER == 0x0800000e && TSK_ERR_IMG_UNSUPTYPE == 0x02000003, "errors");
