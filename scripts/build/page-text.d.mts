import type { Plugin } from 'rolldown';

export declare const pageText: Plugin & { name: string };
