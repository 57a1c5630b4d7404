/**
 * Styles of the frame, loaded with the page: the first picture uses the same classes as the views that follow it. Their order
 * decides between rules of equal weight, so it is fixed here, once; lazy views add theirs after all of these.
 */
import '#views/data/InputsPicker.css';
import '#views/data/SetPicker.css';
import '#views/data/DataPanel.css';
import '#views/dock/Dock.css';
import '#views/network/NetworkView.css';
import '#views/network/LayerHead.css';
import '#views/notice/Notice.css';
import '#views/output/OutputView.css';
import '#views/output/answers.css';
import '#views/output/OutputUpright.css';
import '#views/plan/PlanStrip.css';
import '#views/controls/OptionList.css';
import '#views/topbar/TopBar.css';
import '#views/tokens.css';
import '#views/base.css';
import '#views/controls/controls.css';
import '#views/App.css';
import '#views/focus/SkipLinks.css';
import '#views/pictures/PictureCursor.css';
import '#views/phone/PhoneApp.css';
import '#views/contrast.css';
import './skeleton.css';
import '#views/print.css';
