/*
 * What scripts/bench measures ours against: libsodium's digests and nothing else.
 *
 *     hmac file KEY FILE     one HMAC-SHA-256 of the whole file, read 64 KiB at a time
 *     hmac lines KEY FILE    one of each line, the key hashed once for all of them
 *     hmac vault KEY FILE    BLAKE2b-512 of the whole file in memory, which whoever opens a vault must compute
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIGEST crypto_auth_hmacsha256_BYTES

static void print(const unsigned char digest[DIGEST])
{
    char text[2 * DIGEST + 1];
    sodium_bin2hex(text, sizeof text, digest, DIGEST);
    text[2 * DIGEST] = '\n';
    if (fwrite_unlocked(text, 1, sizeof text, stdout) != sizeof text)
        exit(1);
}

static void file(crypto_auth_hmacsha256_state state, const char *path)
{
    static unsigned char buffer[64 * 1024], digest[DIGEST];
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t count;
    while ((count = read(descriptor, buffer, sizeof buffer)) > 0)
        crypto_auth_hmacsha256_update(&state, buffer, (unsigned long long)count);
    if (count < 0)
        exit(1);
    crypto_auth_hmacsha256_final(&state, digest);
    print(digest);
}

static void lines(const crypto_auth_hmacsha256_state *keyed, const char *path)
{
    static char output[64 * 1024];
    unsigned char digest[DIGEST];
    char *line = NULL;
    size_t capacity = 0;
    ssize_t count;
    FILE *input = fopen(path, "re");
    if (input == NULL)
        exit(1);
    setvbuf(stdout, output, _IOFBF, sizeof output);
    while ((count = getline(&line, &capacity, input)) > 0) {
        crypto_auth_hmacsha256_state state = *keyed;
        if (line[count - 1] == '\n')
            count--;
        crypto_auth_hmacsha256_update(&state, (unsigned char *)line, (unsigned long long)count);
        crypto_auth_hmacsha256_final(&state, digest);
        print(digest);
    }
    if (ferror(input))
        exit(1);
}

static void vault(const char *path)
{
    unsigned char digest[crypto_generichash_BYTES_MAX];
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    off_t size = lseek(descriptor, 0, SEEK_END);
    unsigned char *bytes = size < 0 ? NULL : malloc((size_t)size + 1);
    if (bytes == NULL || pread(descriptor, bytes, (size_t)size, 0) != size)
        exit(1);
    crypto_generichash(digest, sizeof digest, bytes, (unsigned long long)size, NULL, 0);
    print(digest);
}

int main(int count, char **words)
{
    crypto_auth_hmacsha256_state state;
    if (count != 4 || sodium_init() < 0)
        return 2;
    crypto_auth_hmacsha256_init(&state, (unsigned char *)words[2], strlen(words[2]));
    if (strcmp(words[1], "file") == 0)
        file(state, words[3]);
    else if (strcmp(words[1], "vault") == 0)
        vault(words[3]);
    else
        lines(&state, words[3]);
    return fflush(stdout) == 0 ? 0 : 1;
}
