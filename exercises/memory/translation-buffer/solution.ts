export { TranslationHandler } from '../../../simulator/kernel/memory/translations/translation-handler';
