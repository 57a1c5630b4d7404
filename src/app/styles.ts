/**
 * Styles of the frame, loaded with the page: the first picture uses the same classes as the views that follow it. The order of
 * layers comes first; the order of the other sheets decides nothing.
 */
import '#views/layers.css';
import '#views/tokens.css';
import '#views/base.css';
import '#views/controls/controls.css';
import '#views/controls/OptionList.css';
import '#views/focus/SkipLinks.css';
import '#views/pictures/PictureCursor.css';
import '#views/App.css';
import '#views/data/DataPanel.css';
import '#views/data/InputsPicker.css';
import '#views/data/SetPicker.css';
import '#views/dock/Dock.css';
import '#views/network/LayerHead.css';
import '#views/network/NetworkView.css';
import '#views/notice/Notice.css';
import '#views/output/ConfusionTable.css';
import '#views/output/OutputUpright.css';
import '#views/output/OutputView.css';
import '#views/output/answers.css';
import '#views/phone/PhoneApp.css';
import '#views/plan/PlanStrip.css';
import '#views/topbar/TopBar.css';
import './skeleton.css';
import '#views/contrast.css';
import '#views/print.css';
