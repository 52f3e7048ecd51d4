// SHA-256 of many messages, one per work-item; a message lies at its offset in one byte buffer.
__constant uint K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define ROTR(x, n) rotate((uint)(x), (uint)(32 - (n)))
#define CH(x, y, z) bitselect(z, y, x)
#define MAJ(x, y, z) (((x) & (y)) | ((z) & ((x) | (y))))

void sha256_block(uint *state, const uint *block)
{
    uint w[16];
    for (int i = 0; i < 16; i++)
        w[i] = block[i];
    uint a = state[0], b = state[1], c = state[2], d = state[3];
    uint e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        if (i >= 16) {
            uint s0 = w[(i + 1) & 15], s1 = w[(i + 14) & 15];
            s0 = ROTR(s0, 7) ^ ROTR(s0, 18) ^ (s0 >> 3);
            s1 = ROTR(s1, 17) ^ ROTR(s1, 19) ^ (s1 >> 10);
            w[i & 15] += s0 + s1 + w[(i + 9) & 15];
        }
        uint t1 = h + (ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25)) + CH(e, f, g) + K[i] + w[i & 15];
        uint t2 = (ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22)) + MAJ(a, b, c);
        h = g; g = f; f = e; e = d + t1;
        d = c; c = b; b = a; a = t1 + t2;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

// Byte i of the padded message: data, 0x80, zeros, the length in bits (big endian, 64 bits).
uint padded_byte(__global const uchar *msg, uint len, uint blocks, uint i)
{
    if (i < len)
        return msg[i];
    if (i == len)
        return 0x80;
    ulong bits = (ulong)len * 8;
    uint from_end = blocks * 64 - 1 - i;
    return from_end < 8 ? (uint)(bits >> (from_end * 8)) & 0xff : 0;
}

__kernel void sha256(__global const uchar *data, __global const uint *offsets, __global const uint *lengths,
                     __global uint *digests, int count)
{
    int id = get_global_id(0);
    if (id >= count)
        return;
    __global const uchar *msg = data + offsets[id];
    uint len = lengths[id];
    uint blocks = (len + 8) / 64 + 1;
    uint state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    for (uint b = 0; b < blocks; b++) {
        uint block[16];
        for (uint i = 0; i < 16; i++) {
            uint word = 0;
            for (uint j = 0; j < 4; j++)
                word = (word << 8) | padded_byte(msg, len, blocks, b * 64 + i * 4 + j);
            block[i] = word;
        }
        sha256_block(state, block);
    }
    for (int i = 0; i < 8; i++)
        digests[id * 8 + i] = state[i];
}
