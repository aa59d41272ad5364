import { createHash } from "node:crypto";
import { statfsSync } from "node:fs";

const MEGABYTE = 1024 * 1024;

/**
 * Settings of the local server, given on the command line so that they are versioned here and not left in a data folder.
 * Durability stays on. Meant for 2 cores and from 2 GB of memory; `memoryBytes` is the machine's.
 */
export function serverSettings(memoryBytes: number): Readonly<Record<string, string>> {
  const sharedMegabytes = Math.max(64, Math.min(512, Math.floor(memoryBytes / MEGABYTE / 8)));
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "80",
    password_encryption: "scram-sha-256",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    shared_buffers: `${sharedMegabytes}MB`,
    effective_cache_size: `${sharedMegabytes * 4}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    // Statements here are short or bulk; compiling them costs more than it saves.
    jit: "off",
    max_parallel_workers_per_gather: "1",
    autovacuum_naptime: "20s",
    idle_in_transaction_session_timeout: "10min",
    dynamic_shared_memory_type: hasRoomInSharedMemory() ? "posix" : "mmap",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    // A statement or a DETAIL line may quote personal data: neither reaches the log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
  };
}

/** Two servers with equal digests may stand in for one another. */
export function digestOfSettings(settings: Readonly<Record<string, string>>): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);
}

/** Containers often have 64 MB of it, which a parallel query outgrows. */
function hasRoomInSharedMemory(): boolean {
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return bsize * blocks >= 512 * MEGABYTE;
  } catch {
    return process.platform !== "linux";
  }
}
